using System.Text.Json.Nodes;

namespace Charla.Platform.Graph;

/// <summary>A kind of node: its name in errors, its fields, and those that are shown when none are asked for.</summary>
/// <param name="name">As in "nonexisting field (x) on node type (Page)".</param>
sealed class NodeType<T>(string name, params string[] usual)
{
    readonly Dictionary<string, Func<T, Field, ValueTask<JsonNode?>>> fields = new(StringComparer.Ordinal);

    /// <summary>A field; null is left out of the answer.</summary>
    public NodeType<T> With(string field, Func<T, JsonNode?> read)
    {
        fields.Add(field, (node, asked) => new(FieldSelection.Cut(read(node), asked.Fields)));
        return this;
    }

    /// <summary>A field that has to be looked up, and heeds what is asked of it by itself.</summary>
    public NodeType<T> With(string field, Func<T, Field, ValueTask<JsonNode?>> read)
    {
        fields.Add(field, read);
        return this;
    }

    public async Task<GraphAnswer> Answer(GraphRequest request, T node)
    {
        var selection = FieldSelection.Of(request);
        if (selection.Error is { } error)
            return error;
        var written = await Write(node, selection.Value);
        return written.Error is { } refused ? refused : written.Value!;
    }

    public async Task<Checked<JsonObject>> Write(T node, FieldSelection? selection)
    {
        var written = new JsonObject();
        foreach (var field in selection?.Fields ?? [.. usual.Select(Field.Plain)])
        {
            if (!fields.TryGetValue(field.Name, out var read))
                return GraphErrors.NoField(field.Name, name);
            if (await read(node, field) is { } value)
                written[field.Name] = value;
        }

        if (!written.ContainsKey("id") && fields.TryGetValue("id", out var id) && await id(node, Field.Plain("id")) is { } own)
            written["id"] = own;
        return written;
    }

    /// <summary>The first error, or all of them in order.</summary>
    public async Task<Checked<JsonArray>> WriteAll(IEnumerable<T> nodes, FieldSelection? selection)
    {
        var all = new JsonArray();
        if (selection?.Fields.FirstOrDefault(field => !fields.ContainsKey(field.Name)) is { } unknown)
            return GraphErrors.NoField(unknown.Name, name);
        foreach (var node in nodes)
        {
            var written = await Write(node, selection);
            if (written.Error is { } error)
                return error;
            all.Add(written.Value);
        }

        return all;
    }
}
