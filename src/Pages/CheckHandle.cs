using System.Globalization;
using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>Whether a handle is free; a near one that is, when not. A name may be given too.</summary>
static class CheckHandle
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/pages/handles/{handle}", Handle).RequireMember();

    static async Task<IResult> Handle(string handle, PageDirectory pages)
    {
        if (PlainText.Check("handle", handle, atMost: 200, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        if (Pages.Handle.Check(handle) is null && await pages.FindByHandle(handle) is null)
            return TypedResults.Ok(new { Available = true });
        return TypedResults.Ok(new { Available = false, Suggestion = await Free(Pages.Handle.From(handle), pages) });
    }

    static async Task<string?> Free(string wished, PageDirectory pages)
    {
        for (var number = 1; number <= 50; number++)
        {
            var handle = number == 1 ? wished : string.Create(
                CultureInfo.InvariantCulture, $"{wished[..Math.Min(wished.Length, Pages.Handle.Longest - 3)].TrimEnd('-')}-{number}");
            if (Pages.Handle.Check(handle) is null && await pages.FindByHandle(handle) is null)
                return handle;
        }

        return null;
    }
}
