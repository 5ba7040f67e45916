using Charla.Accounts.Contracts;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>All settings of a page.</summary>
static class ReadPage
{
    public static void Map(IEndpointRouteBuilder page) => page.MapGet("", Handle);

    static Ok<PageView> Handle(HttpContext http, PublicAddress address) =>
        TypedResults.Ok(PageView.Of(http.Page(), address, http));
}
