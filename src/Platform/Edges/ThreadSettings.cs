using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>
/// <c>thread_settings</c>, by which the oldest clients set up a page's entry: each setting is a property of the Messenger
/// profile.
/// </summary>
sealed class ThreadSettings(ProfileStore store)
{
    const string Types = "must be one of {greeting, call_to_actions, account_linking, domain_whitelisting}";

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "thread_settings", Set);
        routes.OnPage("DELETE", "thread_settings", Remove);
        routes.OnPage("GET", "thread_settings", Get);
    }

    async Task<GraphAnswer> Set(PageCall call)
    {
        var setting = await Read(call);
        if (setting.Error is { } malformed)
            return malformed;
        var (property, node, words) = setting.Value!;
        var value = JsonSerializer.SerializeToElement(node);
        if (ProfileRules.Check(property, value) is { } error)
            return error;
        await store.Set(call.Page.Id, null, call.App.Id, new Dictionary<string, JsonElement> { [property] = value });
        return GraphAnswer.Result($"Successfully {words}");
    }

    async Task<GraphAnswer> Remove(PageCall call)
    {
        if (PropertyOf(call.Request) is not { } property)
            return GraphErrors.Parameter("setting_type", Types);
        await store.Remove(call.Page.Id, null, [property]);
        return GraphAnswer.Result($"Successfully deleted {Words(property)}");
    }

    async Task<GraphAnswer> Get(PageCall call)
    {
        var profile = await store.Of(call.Page.Id, null);
        var asked = new JsonObject();
        foreach (var field in call.Request.List("fields"))
        {
            if (ProfileStore.Read(profile, field) is { } value)
                asked[field] = value;
        }

        return asked.Count == 0 ? ThreadMessage.Data() : ThreadMessage.Data(asked);
    }

    async Task<Checked<Setting>> Read(PageCall call)
    {
        var request = call.Request;
        return PropertyOf(request) switch
        {
            "greeting" => Text(request, "greeting", "text") is { } text
                ? new Setting("greeting", new JsonArray(new JsonObject { ["locale"] = "default", ["text"] = text }), "updated greeting")
                : GraphErrors.Missing("greeting[text]"),
            ProfileRules.GetStarted => request.Json("call_to_actions") is { ValueKind: JsonValueKind.Array } actions && actions.GetArrayLength() == 1
                ? new Setting(ProfileRules.GetStarted, JsonNode.Parse(actions[0].GetRawText())!, "added new_thread's CTAs")
                : GraphErrors.Parameter("call_to_actions", "must be an array of one object with a payload"),
            ProfileRules.Menu => request.Json("call_to_actions") is { ValueKind: JsonValueKind.Array } actions
                ? new Setting(ProfileRules.Menu, MenuOf(actions), "added structured menu CTAs")
                : GraphErrors.Parameter("call_to_actions", "must be an array"),
            "account_linking_url" => request.Text("account_linking_url") is { } url
                ? new Setting("account_linking_url", JsonValue.Create(url), "updated account linking url")
                : GraphErrors.Missing("account_linking_url"),
            "whitelisted_domains" => await Domains(call),
            _ => GraphErrors.Parameter("setting_type", Types),
        };
    }

    /// <summary>Domains were added and removed one by one.</summary>
    async Task<Checked<Setting>> Domains(PageCall call)
    {
        var named = call.Request.List("whitelisted_domains");
        if (named.Count == 0)
            return GraphErrors.Missing("whitelisted_domains");
        var known = (ProfileStore.Read(await store.Of(call.Page.Id, null), "whitelisted_domains") as JsonArray ?? []).Select(domain => $"{domain}");
        var isRemoval = call.Request.Text("domain_action_type") == "remove";
        var domains = isRemoval ? known.Except(named) : known.Union(named);
        return new Setting(
            "whitelisted_domains",
            new JsonArray([.. domains.Select(domain => (JsonNode)JsonValue.Create(domain))]),
            "updated whitelisted domains");
    }

    static JsonArray MenuOf(JsonElement actions) => new(new JsonObject
    {
        ["locale"] = "default",
        ["composer_input_disabled"] = false,
        ["call_to_actions"] = JsonNode.Parse(actions.GetRawText()),
    });

    static string? PropertyOf(GraphRequest request) => request.Text("setting_type") switch
    {
        "greeting" => "greeting",
        "call_to_actions" => request.Text("thread_state") == "existing_thread" ? ProfileRules.Menu : ProfileRules.GetStarted,
        "account_linking" => "account_linking_url",
        "domain_whitelisting" => "whitelisted_domains",
        _ => null,
    };

    static string Words(string property) => property switch
    {
        ProfileRules.Menu => "structured menu CTAs",
        ProfileRules.GetStarted => "all new_thread's CTAs",
        _ => property.Replace('_', ' '),
    };

    static string? Text(GraphRequest request, string name, string property) =>
        request.Json(name) is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(property, out var text)
            ? GraphParameters.TextOf(text)
            : null;

    sealed record Setting(string Property, JsonNode Value, string Words);
}
