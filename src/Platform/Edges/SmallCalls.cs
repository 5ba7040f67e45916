using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>Calls that clients make and that have little or nothing to do here.</summary>
sealed partial class SmallCalls(Apps apps, GraphCallers callers)
{
    const int SmallestCode = 100;
    const int LargestCode = 2_000;
    const int UsualCode = 1_000;

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "nlp_configs", _ => Task.FromResult(GraphAnswer.Success));
        routes.OnPage("GET", "messaging_feature_review", _ => Task.FromResult<GraphAnswer>(ThreadMessage.Data(
            new JsonObject { ["feature"] = "subscription_messaging", ["status"] = "approved" })));
        routes.OnPage("GET", "accounts", _ => Task.FromResult<GraphAnswer>(GraphErrors.NoField("accounts", "Page")));
        routes.OnPage("POST", "messenger_codes", Code);
        routes.OnAnybody("POST", "activities", Activities);
        routes.OnRoot("GET", "page_message_tags", Tags);
        routes.OnRoot("GET", "sticker_packs", Stickers);
        routes.OnRoot("GET", "sticker_search", Stickers);
    }

    /// <summary>Events for an app's own statistics, which nobody keeps.</summary>
    async Task<GraphAnswer> Activities(RootCall call) =>
        Ids.TryParse(call.Request.Node, out var app) && await apps.Find(app) is not null
            ? GraphAnswer.Success
            : GraphErrors.NoObject(call.Request.Method, call.Request.Node);

    /// <summary>A code that brings people into the chat, with what it stands for.</summary>
    static Task<GraphAnswer> Code(PageCall call) => Task.FromResult(CodeOf(call));

    static GraphAnswer CodeOf(PageCall call)
    {
        if ((call.Request.Text("type") ?? "standard") != "standard")
            return GraphErrors.Parameter("type", "must be one of {standard}");
        var size = call.Request.Has("image_size") ? call.Request.Number("image_size") ?? 0 : UsualCode;
        if (size is < SmallestCode or > LargestCode)
            return GraphErrors.Parameter("image_size", $"must be {SmallestCode} to {LargestCode}");
        var @ref = call.Request.Json("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("ref", out var given)
            ? GraphParameters.TextOf(given)
            : null;
        if (@ref is not null && !RefShape().IsMatch(@ref))
            return GraphErrors.Parameter("data[ref]", "must be at most 200 of A-Z, a-z, 0-9, _, =, . and -");
        var query = @ref is null ? "" : $"ref={@ref}&";
        return new JsonObject { ["uri"] = call.Request.Absolute($"/p/{call.Page.Handle}/code.png?{query}size={size}") };
    }

    /// <summary>The tags of the page's policy.</summary>
    async Task<GraphAnswer> Tags(RootCall call)
    {
        var caller = await callers.Of(call.Request);
        if (caller.Error is { } unknown)
            return unknown;
        call.Request.Caller = caller.Value;
        if (caller.Value!.Page is not { } page)
            return GraphErrors.NeedsPageToken;
        return ThreadMessage.Data([.. MessagingPolicy.TagsOf(page.Policy).Select(tag => new JsonObject
        {
            ["tag"] = tag,
            ["description"] = tag switch
            {
                "HUMAN_AGENT" => "An answer that a person of the business wrote, within seven days.",
                "CUSTOMER_FEEDBACK" => "The customer_feedback template, within seven days.",
                _ => "At any time, and never to advertise.",
            },
        })]);
    }

    /// <summary>There are no stickers here but the emoji.</summary>
    async Task<GraphAnswer> Stickers(RootCall call)
    {
        var caller = await callers.Of(call.Request);
        if (caller.Error is { } unknown)
            return unknown;
        call.Request.Caller = caller.Value;
        if (call.Request.Node == "sticker_search" && call.Request.Text("q") is not { Length: >= 2 })
            return GraphErrors.Parameter("q", "must be at least 2 characters long");
        return call.Request.Edge.Length == 0
            ? ThreadMessage.Data()
            : GraphErrors.NoObject(call.Request.Method, call.Request.Edge);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_=.-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RefShape();
}
