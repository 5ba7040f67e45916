using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>The business gets another name, in the console and on invitations; its pages keep theirs.</summary>
static class RenameBusiness
{
    internal sealed record Request(string? Name);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPatch("/api/business", Handle).RequireMember().RequireManager();

    static async Task<IResult> Handle(Request request, Actor actor, AccountStore accounts, AuditLog audit)
    {
        if (PlainText.Check("name", request.Name, atMost: 80, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        var name = request.Name!.Trim();
        await accounts.RenameBusiness(actor.Business, name);
        await audit.Record(actor.Business, actor.Id, "business.renamed", actor.Business.ToString(), name);
        return TypedResults.Ok(new { Business = new { Id = actor.Business, Name = name } });
    }
}
