using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Platform.Graph;
using Microsoft.Extensions.Options;

namespace Charla.Platform.Edges;

/// <summary>
/// An app sets what people find before they write: greeting, the button to begin, menu, questions, commands; for the page
/// (<c>messenger_profile</c>) or, of the menu, for one person (<c>custom_user_settings</c>).
/// </summary>
sealed class MessengerProfile(ProfileStore store, PersonDirectory persons, Limits limits, IOptions<GraphOptions> options)
{
    const string EuropeanRules = "subject_to_new_eu_privacy_rules";

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("GET", "messenger_profile", call => Limited(call, null, Get));
        routes.OnPage("POST", "messenger_profile", call => Limited(call, null, Set));
        routes.OnPage("DELETE", "messenger_profile", call => Limited(call, null, Remove));
        routes.OnPage("GET", "custom_user_settings", call => OfPerson(call, GetOwn));
        routes.OnPage("POST", "custom_user_settings", call => OfPerson(call, SetOwn));
        routes.OnPage("DELETE", "custom_user_settings", call => OfPerson(call, RemoveOwn));
    }

    async Task<GraphAnswer> Limited(PageCall call, Psid? person, Func<PageCall, Task<GraphAnswer>> handle)
    {
        var key = person is { } one ? $"{call.Page.Id}/{one}" : call.Page.Id.ToString();
        return limits.Take("graph.profile", key, options.Value.ProfileCallsPerTenMinutes, TimeSpan.FromMinutes(10)) is { } tooMany
            ? GraphErrors.TooOften("settings of the Messenger profile in ten minutes", tooMany.RetryAfter)
            : await handle(call);
    }

    async Task<GraphAnswer> OfPerson(PageCall call, Func<PageCall, Psid, Task<GraphAnswer>> handle)
    {
        if (call.Request.Text("psid") is not { Length: > 0 } psid)
            return GraphErrors.Missing("psid");
        var person = await Recipients.Find(psid, call.Page.Id, persons);
        return person.Error is { } nobody
            ? nobody
            : await Limited(call, person.Value!.Psid, call => handle(call, person.Value.Psid));
    }

    async Task<GraphAnswer> Get(PageCall call)
    {
        var fields = Fields(call.Request);
        if (fields.Error is { } unknown)
            return unknown;
        var profile = await store.Of(call.Page.Id, null);
        var asked = new JsonObject();
        foreach (var field in fields.Value!)
        {
            if (field == EuropeanRules)
                asked[field] = false;
            else if (ProfileStore.Read(profile, field) is { } value)
                asked[field] = value;
        }

        return asked.Count == 0 ? ThreadMessage.Data() : ThreadMessage.Data(asked);
    }

    async Task<GraphAnswer> Set(PageCall call)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in ProfileRules.Properties)
        {
            if (call.Request.Json(property) is not { } value)
                continue;
            if (ProfileRules.Check(property, value) is { } error)
                return error;
            properties[property] = value;
        }

        if (properties.Count == 0 && !ProfileRules.Retired.Any(call.Request.Has))
            return GraphErrors.Malformed($"Requires one of the params: {string.Join(", ", ProfileRules.Properties)}");
        var after = (await store.Of(call.Page.Id, null)).Keys.Concat(properties.Keys).ToHashSet();
        if (properties.ContainsKey(ProfileRules.Menu) && ProfileRules.CheckTogether(after) is { } alone)
            return alone;
        await store.Set(call.Page.Id, null, call.App.Id, properties);
        return GraphAnswer.Result("success");
    }

    async Task<GraphAnswer> Remove(PageCall call)
    {
        var fields = Fields(call.Request);
        if (fields.Error is { } unknown)
            return unknown;
        if (!call.Request.Has("fields"))
            return GraphErrors.Missing("fields");
        var after = (await store.Of(call.Page.Id, null)).Keys.Except(fields.Value!).ToHashSet();
        if (fields.Value!.Contains(ProfileRules.GetStarted) && ProfileRules.CheckTogether(after) is { } alone)
            return alone;
        await store.Remove(call.Page.Id, null, fields.Value!);
        return GraphAnswer.Result("success");
    }

    /// <summary>The named properties; all when none are named.</summary>
    static Checked<IReadOnlyCollection<string>> Fields(GraphRequest request)
    {
        var fields = request.List("fields");
        if (fields.Count == 0)
            return new(ProfileRules.Properties, null);
        var unknown = fields.FirstOrDefault(field =>
            !ProfileRules.Properties.Contains(field) && !ProfileRules.Retired.Contains(field) && field != EuropeanRules);
        return unknown is null
            ? new Checked<IReadOnlyCollection<string>>([.. fields.Distinct()], null)
            : GraphErrors.Parameter("fields", $"must be one of {{{string.Join(", ", ProfileRules.Properties)}}}");
    }

    async Task<GraphAnswer> GetOwn(PageCall call, Psid person)
    {
        var settings = new JsonObject();
        if (ProfileStore.Read(await store.Of(call.Page.Id, person), ProfileRules.Menu) is { } own)
            settings["user_level_persistent_menu"] = own;
        if (ProfileStore.Read(await store.Of(call.Page.Id, null), ProfileRules.Menu) is { } ofPage)
            settings["page_level_persistent_menu"] = ofPage;
        return settings.Count == 0 ? ThreadMessage.Data() : ThreadMessage.Data(settings);
    }

    async Task<GraphAnswer> SetOwn(PageCall call, Psid person)
    {
        if (call.Request.Json(ProfileRules.Menu) is not { } menu)
            return GraphErrors.Missing(ProfileRules.Menu);
        if (ProfileRules.Check(ProfileRules.Menu, menu) is { } error)
            return error;
        await store.Set(call.Page.Id, person, call.App.Id, new Dictionary<string, JsonElement> { [ProfileRules.Menu] = menu });
        return GraphAnswer.Result("success");
    }

    async Task<GraphAnswer> RemoveOwn(PageCall call, Psid person)
    {
        var named = call.Request.List("params");
        if (!named.Contains(ProfileRules.Menu))
            return GraphErrors.Parameter("params", "must be [\"persistent_menu\"]");
        await store.Remove(call.Page.Id, person, [ProfileRules.Menu]);
        return GraphAnswer.Result("success");
    }
}
