using Charla.FrontDesk.Contracts;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.FrontDesk;

/// <summary>The team reads what its desk says by itself.</summary>
static class ReadDesk
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("", Handle);

    static async Task<IResult> Handle(HttpContext http, DeskDirectory desks) =>
        TypedResults.Ok(await desks.Of(http.Page()));
}
