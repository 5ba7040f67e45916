using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;

namespace Charla.Platform.Graph;

/// <summary>
/// The table of calls, and the way a call finds its handler. Requests over HTTP and the items of a batch come in here
/// alike.
/// </summary>
sealed class GraphRoutes(GraphCallers callers, GraphUsage usage, PageDirectory pages)
{
    public const string Me = "me";
    const int MostIds = 50;

    readonly Dictionary<(string Method, string Edge), Func<PageCall, Task<GraphAnswer>>> ofPages = [];
    readonly Dictionary<(string Method, string Edge), Func<AppCall, Task<GraphAnswer>>> ofApps = [];
    readonly Dictionary<(string Method, string Word), Func<RootCall, Task<GraphAnswer>>> ofRoot = [];
    readonly Dictionary<(string Method, string Edge), Func<RootCall, Task<GraphAnswer>>> toEverybody = [];
    readonly Dictionary<(string Method, string Edge), List<Func<NodeCall, Task<GraphAnswer?>>>> ofNodes = [];

    /// <summary>The words that stand at the root of the Graph beside <c>me</c> and ids.</summary>
    public static readonly IReadOnlyList<string> RootWords =
        ["debug_token", "oauth", "sticker_packs", "sticker_search", "message_template_library", "page_message_tags"];

    /// <summary>Every call, as documents name it: <c>POST {page}/messages</c>.</summary>
    public IEnumerable<string> Calls => Named(ofPages.Keys, "{page}").Concat(Named(ofApps.Keys, "{app}")).Concat(Named(toEverybody.Keys, "{app}"))
        .Concat(Named(ofNodes.Keys, "{id}")).Concat(ofRoot.Keys.Select(key => $"{key.Method} {key.Word}"));

    static IEnumerable<string> Named(IEnumerable<(string Method, string Edge)> keys, string node) =>
        keys.Select(key => key.Edge.Length == 0 ? $"{key.Method} {node}" : $"{key.Method} {node}/{key.Edge}");

    /// <summary><c>/{me|page-id}/edge</c>; the page itself is the empty edge.</summary>
    public void OnPage(string method, string edge, Func<PageCall, Task<GraphAnswer>> handle) => ofPages.Add((method, edge), handle);

    /// <summary><c>/{app-id}/edge</c>; the app itself is the empty edge.</summary>
    public void OnApp(string method, string edge, Func<AppCall, Task<GraphAnswer>> handle) => ofApps.Add((method, edge), handle);

    /// <summary>
    /// <c>/{id}/edge</c> of whatever belongs to the page; the node itself is the empty edge. A handler that does not know
    /// the id answers null, and the next one is asked.
    /// </summary>
    public void OnNode(string method, string edge, Func<NodeCall, Task<GraphAnswer?>> handle)
    {
        if (!ofNodes.TryGetValue((method, edge), out var handlers))
            ofNodes[(method, edge)] = handlers = [];
        handlers.Add(handle);
    }

    /// <summary><c>/word</c>, which asks itself who calls.</summary>
    public void OnRoot(string method, string word, Func<RootCall, Task<GraphAnswer>> handle)
    {
        if (!RootWords.Contains(word))
            throw new InvalidOperationException($"No request finds its way to {word}: it is none of {nameof(RootWords)}.");
        ofRoot.Add((method, word), handle);
    }

    /// <summary><c>/{id}/edge</c> that clients call without a token.</summary>
    public void OnAnybody(string method, string edge, Func<RootCall, Task<GraphAnswer>> handle) => toEverybody.Add((method, edge), handle);

    public Task<GraphAnswer> Answer(GraphRequest request, CancellationToken cancel) =>
        request.IsOfMany ? AnswerMany(request, cancel) : AnswerOne(request, cancel);

    /// <summary>Each by its id; all, or an error.</summary>
    async Task<GraphAnswer> AnswerMany(GraphRequest request, CancellationToken cancel)
    {
        var ids = request.List("ids").Distinct().ToList();
        if (ids.Count is 0 or > MostIds)
            return GraphErrors.Parameter("ids", $"must be 1 to {MostIds} ids with commas between them");
        var found = new JsonObject();
        foreach (var id in ids)
        {
            var one = request.OfOne(id);
            var answer = await AnswerOne(one, cancel);
            request.Caller ??= one.Caller;
            if (answer.Error is { } error)
                return error is { Code: 100, Subcode: 33 } ? GraphErrors.NoAlias(id) : error;
            found[id] = answer.Value;
        }

        return found;
    }

    async Task<GraphAnswer> AnswerOne(GraphRequest request, CancellationToken cancel)
    {
        if (ofRoot.TryGetValue((request.Method, request.Node), out var atRoot))
            return await atRoot(new RootCall(request, cancel));
        if (toEverybody.TryGetValue((request.Method, request.Edge), out var open))
            return await open(new RootCall(request, cancel));
        var known = await callers.Of(request);
        if (known.Error is { } unknown)
            return unknown;
        var caller = known.Value!;
        request.Caller = caller;
        if (await usage.Count(caller) is { } tooMany)
            return tooMany;
        if (request.Node.Length == 0)
            return GraphErrors.UnknownPath("");
        return caller.Page is { } page
            ? await OfPage(request, page, caller.App, cancel)
            : await OfApp(request, caller.App, cancel);
    }

    async Task<GraphAnswer> OfPage(GraphRequest request, Page page, AppIdentity app, CancellationToken cancel)
    {
        var isPage = request.Node == Me || request.Node == page.Id.ToString();
        if (GraphScopes.Lacking(app, request.Method, request.Edge, isPage) is { } scope)
            return GraphErrors.NeedsScope(scope);
        if (isPage && ofPages.TryGetValue((request.Method, request.Edge), out var handle))
            return await handle(new PageCall(request, page, app, cancel));
        if (isPage)
            return request.Edge.Length == 0 ? GraphErrors.NoObject(request.Method, request.Node) : GraphErrors.UnknownPath(request.Edge);
        if (request.Node == app.AppId && request.Edge.Length > 0)
            return ofApps.ContainsKey((request.Method, request.Edge)) ? GraphErrors.NeedsAppToken : GraphErrors.UnknownPath(request.Edge);
        foreach (var ask in ofNodes.GetValueOrDefault((request.Method, request.Edge), []))
        {
            if (await ask(new NodeCall(request, page, app, request.Node, cancel)) is { } answer)
                return answer;
        }

        return PageId.TryParse(request.Node, null, out var other) && await pages.Find(other) is not null
            ? GraphErrors.ForeignPage
            : GraphErrors.NoObject(request.Method, request.Node);
    }

    async Task<GraphAnswer> OfApp(GraphRequest request, AppIdentity app, CancellationToken cancel)
    {
        if (request.Node != Me && request.Node != app.AppId)
        {
            return request.Node == app.Page.ToString() || ofPages.ContainsKey((request.Method, request.Edge))
                ? GraphErrors.NeedsPageToken
                : GraphErrors.NoObject(request.Method, request.Node);
        }

        if (ofApps.TryGetValue((request.Method, request.Edge), out var handle))
            return await handle(new AppCall(request, app, cancel));
        return ofPages.ContainsKey((request.Method, request.Edge)) ? GraphErrors.NeedsPageToken : GraphErrors.UnknownPath(request.Edge);
    }
}
