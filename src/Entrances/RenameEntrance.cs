using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>The team calls a way in something else. Its ref stays: it may be printed already.</summary>
static class RenameEntrance
{
    internal sealed record Request(string? Name);

    public static void Map(IEndpointRouteBuilder entrances) => entrances.MapPatch("/{id}", Handle);

    static async Task<IResult> Handle(
        string id, Request request, HttpContext http, EntranceStore store, PublicAddress address)
    {
        if (PlainText.Check("name", request.Name, atMost: 80, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        var page = http.Page();
        if (!EntranceNumber.TryParse(id, out var number) || await store.Find(page.Id, number) is not { } entrance)
            return Refusal.NotFound.ToHttp();
        var renamed = entrance with { Name = request.Name!.Trim() };
        await store.Rename(page.Id, number, renamed.Name);
        var starts = await store.Starts(page.Id);
        return TypedResults.Ok(EntranceView.Of(renamed, page, starts.GetValueOrDefault(renamed.Ref), address, http));
    }
}
