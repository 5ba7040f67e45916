using System.Text.Json.Nodes;
using Charla.Pages.Contracts;
using Charla.Platform.Graph;
using Charla.Platform.Linking;

namespace Charla.Platform.Edges;

/// <summary><c>GET /me</c> with a page's token: the page; with an app's: the app.</summary>
sealed class ReadPage(AccountLinkStore links)
{
    static readonly NodeType<PageCall> Type = new NodeType<PageCall>("Page", "name", "id")
        .With("id", call => call.Page.Id.ToString())
        .With("name", call => call.Page.Name)
        .With("username", call => call.Page.Handle)
        .With("about", call => Page.InLanguage(call.Page.About, call.Page.Locale, call.Page.Locale))
        .With("category", call => call.Page.Category)
        .With("phone", call => call.Page.Phone)
        .With("single_line_address", call => call.Page.Address)
        .With("link", call => call.Request.Absolute($"/p/{call.Page.Handle}"))
        .With("picture", Picture)
        .With("access_token", call => call.Request.Token)
        .With("is_published", _ => true)
        .With("messaging_feature_status", _ => new JsonObject
        {
            ["hop_v2"] = false,
            ["msgr_multi_app"] = true,
            ["ig_multi_app"] = false,
        });

    static readonly NodeType<AppCall> App = new NodeType<AppCall>("Application", "name", "id")
        .With("id", call => call.App.AppId)
        .With("name", call => call.App.Name);

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("GET", "", Read);
        routes.OnApp("GET", "", call => App.Answer(call.Request, call));
        routes.OnNode("GET", "", async call =>
            call.Id == call.App.AppId ? await App.Answer(call.Request, new AppCall(call.Request, call.App, call.Cancel)) : null);
    }

    async Task<GraphAnswer> Read(PageCall call)
    {
        if (!call.Request.Has("account_linking_token"))
            return await Type.Answer(call.Request, call);
        return await links.WhoCame(call.Page.Id, call.Request.Text("account_linking_token")) is { } person
            ? new JsonObject { ["id"] = call.Page.Id.ToString(), ["recipient"] = person.ToString() }
            : GraphErrors.BadLinkingToken;
    }

    static JsonNode? Picture(PageCall call) => call.Page.PictureUrl is not { } url ? null : new JsonObject
    {
        ["data"] = new JsonObject { ["url"] = call.Request.Absolute(url), ["is_silhouette"] = false },
    };
}
