using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Platform.Edges;
using Charla.Platform.Graph;

namespace Charla.Platform.Utility;

/// <summary>
/// An app writes messages with gaps for its page, or takes them from the library, and sends them filled. Nobody has to
/// approve them here.
/// </summary>
sealed partial class MessageTemplates(TemplateStore store, GraphCallers callers)
{
    static readonly NodeType<TemplateRow> Type = new NodeType<TemplateRow>("MessageTemplate", "name", "language", "status", "category", "id")
        .With("id", template => template.Id.ToString(CultureInfo.InvariantCulture))
        .With("name", template => template.Name)
        .With("language", template => template.Language)
        .With("status", _ => "APPROVED")
        .With("category", _ => "UTILITY")
        .With("components", template => JsonNode.Parse(template.Components));

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "message_templates", Add);
        routes.OnPage("GET", "message_templates", List);
        routes.OnPage("DELETE", "message_templates", Remove);
        routes.OnRoot("GET", "message_template_library", Library);
    }

    /// <summary>The message that a page's template becomes.</summary>
    /// <param name="template">The wire's <c>message.template</c>.</param>
    public async ValueTask<Checked<MessageContent>> Write(PageId page, JsonElement template)
    {
        if (TextOf(template, "name") is not { } name)
            return GraphErrors.Missing("message[template][name]");
        var language = template.TryGetProperty("language", out var given) && given.ValueKind == JsonValueKind.Object
            ? TextOf(given, "code")
            : TextOf(template, "language");
        if (language is null)
            return GraphErrors.Missing("message[template][language][code]");
        if (await store.Find(page, name, language) is not { } found)
            return GraphErrors.Parameter("message[template][name]", "is no message template of this page in this language");
        using var components = JsonDocument.Parse(found.Components);
        return UtilityTemplate.Write(
            components.RootElement, template.TryGetProperty("components", out var values) ? values : null);
    }

    async Task<GraphAnswer> Add(PageCall call)
    {
        var request = call.Request;
        if (request.Text("name") is not { } name || !NameShape().IsMatch(name))
            return GraphErrors.Parameter("name", "must be at most 512 of a-z, 0-9 and _");
        if (request.Text("language") is not { } language || !LanguageShape().IsMatch(language))
            return GraphErrors.Parameter("language", "must be a language such as en or en_US");
        if (request.Text("category") is { } category && !category.Equals("UTILITY", StringComparison.OrdinalIgnoreCase))
            return GraphErrors.Parameter("category", "must be one of {UTILITY}");
        var components = Components(request);
        if (components.Error is { } missing)
            return missing;
        if (UtilityTemplate.Check(components.Value) is { } error)
            return error;
        var template = new TemplateRow(Ids.NewNumber(), name, language, components.Value.GetRawText());
        return await store.Add(call.Page.Id, template)
            ? new JsonObject
            {
                ["id"] = template.Id.ToString(CultureInfo.InvariantCulture),
                ["status"] = "APPROVED",
                ["category"] = "UTILITY",
            }
            : GraphErrors.Malformed($"The page has a template of this name and language, or {TemplateStore.Most} templates");
    }

    static Checked<JsonElement> Components(GraphRequest request)
    {
        if (request.Text("library_template_name") is { } wanted)
        {
            return TemplateLibrary.Find(wanted) is { } known
                ? JsonSerializer.SerializeToElement(known.Components())
                : GraphErrors.Parameter("library_template_name", "is no template of the library");
        }

        return request.Json("components") is { } components ? components : GraphErrors.Missing("components");
    }

    async Task<GraphAnswer> List(PageCall call)
    {
        var all = await store.All(call.Page.Id);
        if (call.Request.Text("name") is { Length: > 0 } name)
            all = [.. all.Where(template => template.Name == name)];
        return await GraphList.Answer(
            call.Request, all, template => template.Id, Type, call.Request.Address(call.Page.Id.ToString(), "message_templates"));
    }

    async Task<GraphAnswer> Remove(PageCall call)
    {
        if (call.Request.Text("name") is not { Length: > 0 } name)
            return GraphErrors.Missing("name");
        var id = call.Request.Number("template_id") ?? call.Request.Number("hsm_id");
        return await store.Remove(call.Page.Id, name, id)
            ? GraphAnswer.Success
            : GraphErrors.Parameter("name", "is no message template of this page");
    }

    async Task<GraphAnswer> Library(RootCall call)
    {
        var caller = await callers.Of(call.Request);
        if (caller.Error is { } unknown)
            return unknown;
        call.Request.Caller = caller.Value;
        var search = call.Request.Text("search") ?? "";
        return ThreadMessage.Data([.. TemplateLibrary.All
            .Where(template => template.Name.Contains(search, StringComparison.OrdinalIgnoreCase)
                || template.Body.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Select(template => (JsonNode)template.ToJson())]);
    }

    static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? GraphParameters.TextOf(value) : null;

    [GeneratedRegex(@"^[a-z0-9_]{1,512}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^[a-z]{2,3}(_[A-Z]{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageShape();
}
