using System.Text.Json.Nodes;

namespace Charla.Platform.Graph;

/// <summary>What a call is answered with: JSON and status 200, or an error.</summary>
sealed record GraphAnswer(JsonNode? Value, GraphError? Error)
{
    public static GraphAnswer Success => new JsonObject { ["success"] = true };

    public static GraphAnswer Result(string words) => new JsonObject { ["result"] = words };

    public static implicit operator GraphAnswer(JsonNode value) => new(value, null);

    public static implicit operator GraphAnswer(GraphError error) => new(null, error);
}

/// <summary>A value that was read from a request, or the error that is to be answered instead.</summary>
readonly record struct Checked<T>(T? Value, GraphError? Error)
{
    public static implicit operator Checked<T>(T value) => new(value, null);

    public static implicit operator Checked<T>(GraphError error) => new(default, error);
}
