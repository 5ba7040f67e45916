using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Platform.Graph;
using Charla.Platform.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Edges;

/// <summary>
/// An app makes, lists and removes the personas of a page. A persona's picture is fetched when it is named, and shown from
/// here.
/// </summary>
sealed class Personas(PersonaStore store, MediaSource media)
{
    const int LongestName = 50;

    static readonly NodeType<(GraphRequest Request, PersonaRow Row)> Type =
        new NodeType<(GraphRequest Request, PersonaRow Row)>("Persona", "name", "profile_picture_url", "id")
            .With("id", persona => persona.Row.Id.ToString(CultureInfo.InvariantCulture))
            .With("name", persona => persona.Row.Name)
            .With("profile_picture_url", persona => persona.Request.Absolute(persona.Row.PictureUrl));

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "personas", Add);
        routes.OnPage("GET", "personas", List);
        routes.OnNode("GET", "", Read);
        routes.OnNode("DELETE", "", Remove);
    }

    /// <summary>The picture's lasting address leads to its file, whose own address lasts for days.</summary>
    public static void MapPicture(IEndpointRouteBuilder app) => app.MapGet("/personas/{page}/{id}/picture", ShowPicture)
        .ExcludeFromDescription();

    static async Task<IResult> ShowPicture(
        string page, string id, HttpContext http, PersonaStore personas, PageFiles files, FileLinks links)
    {
        if (!PageId.TryParse(page, null, out var pageId) || !Ids.TryParse(id, out var number)
            || await personas.Find(pageId, number) is not { FileId: { } fileId } || await files.Find(pageId, fileId) is not { } file)
        {
            return Refusal.NotFound.ToHttp();
        }

        http.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Redirect(links.To(file, preview: file.HasPreview));
    }

    async Task<GraphAnswer> Add(PageCall call)
    {
        if (call.Request.Text("name") is not { Length: > 0 } name || string.IsNullOrWhiteSpace(name))
            return GraphErrors.Missing("name");
        if (name.Length > LongestName)
            return GraphErrors.TooLong("name", LongestName);
        if (!PlainText.IsWellFormed(name))
            return GraphErrors.Parameter("name", "must be a text");
        if (call.Request.Text("profile_picture_url") is not { Length: > 0 } picture)
            return GraphErrors.Missing("profile_picture_url");
        if (!WebAddress.IsValid(picture))
            return GraphErrors.Parameter("profile_picture_url", "should represent a valid URL");
        var file = await media.Resolve(
            call.Page.Id, new MediaPart(AttachmentKind.Image, picture, null, IsReusable: false), filedata: null, call.Cancel);
        if (file.Error is { } notThere)
            return notThere;
        var id = Ids.NewNumber();
        var persona = new PersonaRow(id, name.Trim(), $"/personas/{call.Page.Id}/{id}/picture", file.Value!.FileId);
        return await store.Add(call.Page.Id, persona)
            ? new JsonObject { ["id"] = id.ToString(CultureInfo.InvariantCulture) }
            : GraphErrors.Malformed($"A page has at most {PersonaStore.Most} personas");
    }

    async Task<GraphAnswer> List(PageCall call) => await GraphList.Answer(
        call.Request,
        [.. (await store.All(call.Page.Id)).Select(row => (call.Request, row))],
        persona => persona.Item2.Id,
        Type,
        call.Request.Address(call.Page.Id.ToString(), "personas"));

    async Task<GraphAnswer?> Read(NodeCall call) =>
        Ids.TryParse(call.Id, out var id) && await store.Find(call.Page.Id, id) is { } persona
            ? await Type.Answer(call.Request, (call.Request, persona))
            : null;

    async Task<GraphAnswer?> Remove(NodeCall call) =>
        Ids.TryParse(call.Id, out var id) && await store.Remove(call.Page.Id, id) ? GraphAnswer.Success : null;
}
