using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.People;

/// <summary>A code and a link by which the person goes on with this conversation on another device.</summary>
static class ContinueElsewhere
{
    static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/devices", Handle).TakeIdempotencyKey();

    static async Task<IResult> Handle(
        HttpContext http, PersonStore store, PublicAddress address, Limits limits, TimeProvider clock)
    {
        var session = http.Person();
        if (limits.Take("device_code", session.Psid.ToString(), 10, TimeSpan.FromMinutes(10)) is { } refusal)
            return refusal.ToHttp();
        var code = DeviceCode.New();
        var now = clock.GetUtcNow();
        await store.AddCode(Ids.Hash(code), session.Page, session.Psid, now, now + Life);
        return TypedResults.Ok(new
        {
            Url = address.Of(http, DeviceCode.Path(code)),
            Code = code,
            CodeSvg = $"{DeviceCode.Path(code)}/code.svg",
            ExpiresAt = now + Life,
        });
    }
}
