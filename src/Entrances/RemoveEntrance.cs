using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>The team gives a way in up. Who still comes by it reaches the page all the same.</summary>
static class RemoveEntrance
{
    public static void Map(IEndpointRouteBuilder entrances) => entrances.MapDelete("/{id}", Handle);

    static async Task<IResult> Handle(string id, HttpContext http, EntranceStore store) =>
        EntranceNumber.TryParse(id, out var number) && await store.Remove(http.Page().Id, number)
            ? TypedResults.Ok(new { })
            : Refusal.NotFound.ToHttp();
}
