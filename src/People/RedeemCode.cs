using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.People;

/// <summary>The other device takes the code and gets a token of its own. A code works once.</summary>
static class RedeemCode
{
    internal sealed record Request(string? Code);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/devices/redeem", Handle);

    static async Task<IResult> Handle(
        Request request, HttpContext http, PersonStore store, PersonTokens tokens, PageDirectory pages, Limits limits,
        TimeProvider clock)
    {
        if (limits.Take("device_code.guess", http, 10, TimeSpan.FromMinutes(1)) is { } refusal)
            return refusal.ToHttp();
        if (DeviceCode.Normal(request.Code) is not { } code
            || await store.TakeCode(Ids.Hash(code), clock.GetUtcNow()) is not { } owner
            || await pages.Find(owner.Page) is not { } page)
        {
            return PeopleRefusals.CodeEnded.ToHttp();
        }

        return TypedResults.Ok(new
        {
            Token = tokens.Issue(owner.Page, owner.Psid, DeviceId.New()),
            page.Handle,
            owner.Psid,
        });
    }
}
