using System.Text.Json.Nodes;
using Charla.Pages.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary><c>GET /me</c> with a page's token: the page; with an app's: the app.</summary>
static class ReadPage
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

    public static void Map(GraphRoutes routes)
    {
        routes.OnPage("GET", "", Read);
        routes.OnApp("GET", "", call => App.Answer(call.Request, call));
        routes.OnNode("GET", "", async call =>
            call.Id == call.App.AppId ? await App.Answer(call.Request, new AppCall(call.Request, call.App, call.Cancel)) : null);
    }

    static Task<GraphAnswer> Read(PageCall call) => call.Request.Has("account_linking_token")
        ? Task.FromResult<GraphAnswer>(GraphErrors.BadLinkingToken)
        : Type.Answer(call.Request, call);

    static JsonNode? Picture(PageCall call) => call.Page.PictureUrl is not { } url ? null : new JsonObject
    {
        ["data"] = new JsonObject { ["url"] = call.Request.Absolute(url), ["is_silhouette"] = false },
    };
}
