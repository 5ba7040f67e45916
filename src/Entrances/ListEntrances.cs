using Charla.Accounts.Contracts;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>The team sees all ways in, the page's own link first, and how many came by each.</summary>
static class ListEntrances
{
    public static void Map(IEndpointRouteBuilder entrances) => entrances.MapGet("", Handle);

    static async Task<IResult> Handle(HttpContext http, EntranceStore store, PublicAddress address)
    {
        var page = http.Page();
        var starts = await store.Starts(page.Id);
        var all = (await store.Of(page.Id)).Prepend(Entrance.PageLink(page));
        return TypedResults.Ok(new
        {
            Entrances = all.Select(entrance =>
                EntranceView.Of(entrance, page, starts.GetValueOrDefault(entrance.Ref), address, http)),
        });
    }
}
