using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Kernel.Http;

namespace Charla.Platform.Messenger;

/// <summary>What the Graph there answered.</summary>
/// <param name="Status">Null when nothing came back; then the body is null and the text says why.</param>
/// <param name="Text">The body as it came, or why there is none.</param>
sealed record GraphReply(int? Status, JsonObject? Body, string Text)
{
    public bool IsAccepted => Status is >= 200 and < 300;

    public TimeSpan? RetryAfter { get; init; }

    public JsonObject? Error => Body?["error"] as JsonObject;

    public int? Code => Number("code");

    public int? Subcode => Number("error_subcode");

    /// <summary>What a person may be told of it.</summary>
    public string Reason =>
        Error?["error_user_msg"]?.ToString() ?? Error?["message"]?.ToString() ?? (Status is { } status ? $"It answered {status}." : Text);

    int? Number(string name) => Error?[name] is JsonValue value && int.TryParse(value.ToString(), out var number) ? number : null;
}

/// <summary>Calls the Graph of a connected page, through the guard as everything that leaves.</summary>
sealed class MessengerGraph(OutboundGuard guard)
{
    const int ConnectionsPerServer = 64;

    readonly HttpClient client = guard.NewClient(ConnectionsPerServer);

    public bool Allows(string? url) => guard.Allows(url);

    public Task<GraphReply> Get(ConnectedPage connected, string path, CancellationToken cancel) =>
        Ask(HttpMethod.Get, WithProof(connected, path), connected.AccessToken, null, cancel);

    public Task<GraphReply> Post(ConnectedPage connected, string path, string json, CancellationToken cancel) =>
        Ask(HttpMethod.Post, WithProof(connected, path), connected.AccessToken, json, cancel);

    public Task<GraphReply> Delete(ConnectedPage connected, string path, CancellationToken cancel) =>
        Ask(HttpMethod.Delete, WithProof(connected, path), connected.AccessToken, null, cancel);

    /// <summary>As the app there, not as the page.</summary>
    public Task<GraphReply> PostAsApp(ConnectedPage connected, string path, string json, CancellationToken cancel) =>
        Ask(HttpMethod.Post, connected.At(path), $"{connected.AppId}|{connected.AppSecret}", json, cancel);

    static Uri WithProof(ConnectedPage connected, string path) =>
        connected.At($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}appsecret_proof={connected.Proof}");

    /// <exception cref="OperationCanceledException">It was taken back; nobody knows whether it arrived.</exception>
    async Task<GraphReply> Ask(HttpMethod method, Uri to, string token, string? json, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, to);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        try
        {
            using var response = await client.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            return new GraphReply((int)response.StatusCode, Parse(text), text)
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new GraphReply(null, null, "It did not answer within 20 seconds.");
        }
        catch (HttpRequestException error)
        {
            return new GraphReply(null, null, (error.InnerException ?? error).Message);
        }
    }

    static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
