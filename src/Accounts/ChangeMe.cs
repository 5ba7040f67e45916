using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>The member's own name and language.</summary>
static class ChangeMe
{
    internal sealed record Request(string? Name, string? Locale);

    public static void Map(IEndpointRouteBuilder app) => app.MapPatch("/api/me", Handle).RequireMember();

    static async Task<IResult> Handle(Request request, Actor actor, MemberStore store)
    {
        var refusal = (request.Name is null ? null : PlainText.Check("name", request.Name, atMost: 80, atLeast: 1))
            ?? LanguageTag.Check("locale", request.Locale);
        if (refusal is not null)
            return refusal.ToHttp();
        var member = (await store.Find(actor.Business, actor.Member!.Value))!;
        member.Name = request.Name?.Trim() ?? member.Name;
        member.Locale = request.Locale ?? member.Locale;
        await store.Save(member);
        return TypedResults.Ok(new { Member = MemberView.Of(member) });
    }
}
