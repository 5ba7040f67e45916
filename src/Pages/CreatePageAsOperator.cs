using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>Whoever runs the installation makes a page for an owner, who comes in by the console link.</summary>
static class CreatePageAsOperator
{
    internal sealed record Request(string? Name, string? Handle, string? OwnerEmail, string? Locale, string? Timezone);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/admin/pages", Handle)
        .RequireOperator().TakeIdempotencyKey();

    static async Task<IResult> Handle(
        Request request, NewPage newPage, PageDirectory pages, Businesses businesses, PublicAddress address, HttpContext http)
    {
        var refusal = NewPage.Check(request.Name, request.Handle, request.Locale, request.Timezone)
            ?? Businesses.CheckEmail("owner_email", request.OwnerEmail);
        if (refusal is not null)
            return refusal.ToHttp();
        if (await pages.FindByHandle(request.Handle!) is not null)
            return PageRefusals.HandleTaken.ToHttp();
        var owned = await businesses.ForOwner(request.OwnerEmail!.Trim(), request.Name!.Trim());
        var made = await newPage.Make(
            owned.Id, "operator", request.Name!, request.Handle!, request.Locale, request.Timezone, category: null);
        return made.ToHttp(made => new
        {
            PageId = made.Page.Id,
            made.Page.Handle,
            Url = address.Of(http, $"/p/{made.Page.Handle}"),
            made.Keys.AppId,
            made.Keys.AppSecret,
            made.Keys.PageAccessToken,
            made.Keys.VerifyToken,
            ConsoleLink = address.Of(http, owned.InvitationToken is { } token ? InvitationLink.Path(token) : "/console"),
        });
    }
}
