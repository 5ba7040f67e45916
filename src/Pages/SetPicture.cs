using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charla.Pages;

/// <summary>Gives a page its picture, or takes it away.</summary>
static class SetPicture
{
    /// <summary>Decoding costs memory: two at a time.</summary>
    static readonly SemaphoreSlim Turns = new(2, 2);

    public static void Map(IEndpointRouteBuilder page)
    {
        page.MapPost("/picture", Handle).RequireManager().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(Picture.LargestFile + (64 * 1024)));
        page.MapDelete("/picture", Remove).RequireManager();
    }

    static async Task<IResult> Handle(
        IFormFile? file, Actor actor, HttpContext http, PageStore store, PublicAddress address,
        AuditLog audit, TimeProvider clock)
    {
        if (file is null || file.Length == 0)
            return Refusal.Invalid("file", "file is missing.").ToHttp();
        if (file.Length > Picture.LargestFile)
            return PageRefusals.PictureTooLarge.ToHttp();
        var bytes = new byte[file.Length];
        await using (var content = file.OpenReadStream())
            await content.ReadExactlyAsync(bytes, http.RequestAborted);

        await Turns.WaitAsync(http.RequestAborted);
        Outcome<Picture> picture;
        try
        {
            picture = await Task.Run(() => Picture.Read(bytes));
        }
        finally
        {
            Turns.Release();
        }

        return picture.IsAccepted
            ? await Save(picture.Value, actor, http, store, address, audit, clock)
            : picture.Refusal.ToHttp();
    }

    static Task<IResult> Remove(
        Actor actor, HttpContext http, PageStore store, PublicAddress address, AuditLog audit,
        TimeProvider clock) =>
        Save(null, actor, http, store, address, audit, clock);

    static async Task<IResult> Save(
        Picture? picture, Actor actor, HttpContext http, PageStore store, PublicAddress address,
        AuditLog audit, TimeProvider clock)
    {
        var page = await store.ChangePicture(http.Page().Id, picture, clock.GetUtcNow());
        await audit.Record(actor.Business, actor.Id, "page.changed", page.Id.ToString(), "picture");
        return TypedResults.Ok(PageView.Of(page, address, http));
    }
}
