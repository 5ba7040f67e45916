using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>A member makes a page; the answer shows the keys of its app, once.</summary>
static class CreatePage
{
    internal sealed record Request(string? Name, string? Handle, string? Locale, string? Timezone, string? Trade);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/pages", Handle)
        .RequireMember().RequireManager().TakeIdempotencyKey();

    static async Task<IResult> Handle(Request request, Actor actor, NewPage newPage, PublicAddress address, HttpContext http)
    {
        var refusal = NewPage.Check(request.Name, request.Handle, request.Locale, request.Timezone)
            ?? PlainText.Check("trade", request.Trade, atMost: 60);
        if (refusal is not null)
            return refusal.ToHttp();
        var made = await newPage.Make(
            actor.Business, actor.Id, request.Name!, request.Handle!, request.Locale, request.Timezone,
            string.IsNullOrWhiteSpace(request.Trade) ? null : request.Trade.Trim());
        return made.ToHttp(made => PageView.Of(made.Page, address, http) with { App = made.Keys });
    }
}
