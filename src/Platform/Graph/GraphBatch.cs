using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Charla.Platform.Graph;

/// <summary>
/// Many calls in one request: done one after another, in their order but that a call comes after those it names, and
/// answered in the order of the request.
/// </summary>
sealed class GraphBatch(GraphRoutes routes)
{
    const int Most = 50;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<GraphAnswer> Answer(GraphRequest request, CancellationToken cancel)
    {
        if (request.IsOfMany)
            return await routes.Answer(request, cancel);
        if (request.Method != HttpMethods.Post || !request.Has("batch"))
            return request.Token is null ? GraphErrors.NoToken : GraphErrors.UnknownPath("");
        if (request.Json("batch") is not { ValueKind: JsonValueKind.Array } array)
            return GraphErrors.Parameter("batch", "must be a JSON array of requests");
        if (array.GetArrayLength() > Most)
            return GraphErrors.Malformed($"Too many requests in batch message. Maximum batch size is {Most}");
        if (array.GetArrayLength() == 0)
            return GraphErrors.Parameter("batch", "must hold at least one request");
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Patience);
        var run = new Run(routes, request, [.. array.EnumerateArray().Select(Item.Of)], late.Token);
        return await run.All();
    }

    /// <param name="Says">Why it cannot be done at all; null when it can.</param>
    sealed record Item(string Method, string Url, string Body, string? Name, string[] DependsOn, bool? Omit, string[] Files, string? Says)
    {
        public static Item Of(JsonElement json)
        {
            if (json.ValueKind != JsonValueKind.Object)
                return new Item("GET", "", "", null, [], null, [], "must be an object");
            var (method, url) = (TextOf(json, "method"), TextOf(json, "relative_url"));
            return new Item(
                (method ?? HttpMethods.Get).ToUpperInvariant(),
                url ?? "",
                BodyOf(json),
                TextOf(json, "name"),
                Names(json, "depends_on"),
                TextOf(json, "omit_response_on_success") is { } omit ? omit is "true" or "1" : null,
                Names(json, "attached_files"),
                url is null ? "must have a relative_url" : null);
        }

        /// <summary>All items whose results it needs: those it names, and those it refers to.</summary>
        public IEnumerable<string> Needs =>
            DependsOn.Concat(BatchReference.NamesIn(Url)).Concat(BatchReference.NamesIn(Body)).Distinct();

        static string? TextOf(JsonElement json, string name) =>
            json.TryGetProperty(name, out var value) ? GraphParameters.TextOf(value) : null;

        /// <summary>A form as text; some send an object, which is as good.</summary>
        static string BodyOf(JsonElement json) => TextOf(json, "body") ?? "";

        static string[] Names(JsonElement json, string name) =>
            !json.TryGetProperty(name, out var value) ? []
            : value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(GraphParameters.TextOf).OfType<string>()]
                : (GraphParameters.TextOf(value) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <param name="Body">What others refer to.</param>
    sealed record Done(int Status, JsonNode? Body, GraphRequest? Request)
    {
        public bool IsSuccess => Status < 300;
    }

    sealed class Run(GraphRoutes routes, GraphRequest outer, Item[] items, CancellationToken cancel)
    {
        readonly Done?[] done = new Done?[items.Length];
        readonly bool[] begun = new bool[items.Length];
        readonly HashSet<string> needed = [.. items.SelectMany(item => item.Needs)];

        public async Task<GraphAnswer> All()
        {
            for (var at = 0; at < items.Length; at++)
                await Do(at);
            var headers = outer.Flag("include_headers") ?? true;
            return new JsonArray([.. Enumerable.Range(0, items.Length).Select(at => Slot(at, headers))]);
        }

        async Task Do(int at)
        {
            if (begun[at])
                return;
            begun[at] = true;
            var item = items[at];
            foreach (var name in item.Needs)
            {
                var needs = Array.FindIndex(items, other => other.Name == name);
                if (needs < 0)
                {
                    done[at] = Failed(GraphErrors.Parameter("batch", $"refers to a request that it does not hold: {name}"));
                    return;
                }

                await Do(needs);
                if (done[needs] is not { IsSuccess: true })
                    return; // what it needs failed, or waits for this one: no answer
            }

            if (!cancel.IsCancellationRequested)
                done[at] = item.Says is { } says ? Failed(GraphErrors.Parameter($"batch[{at}]", says)) : await Ask(item);
        }

        async Task<Done> Ask(Item item)
        {
            var url = BatchReference.Replace(item.Url, Result);
            var body = BatchReference.Replace(item.Body, Result);
            if (url is null || body is null)
                return Failed(GraphErrors.Parameter("batch", "refers to a part that the result of another request does not have"));
            var request = Make(item, url, body);
            if ((request.IsRoot && !request.IsOfMany) || request.Method is not ("GET" or "POST" or "DELETE"))
                return Failed(GraphErrors.UnknownPath(request.Node));
            var answer = await routes.Answer(request, cancel);
            outer.Caller ??= request.Caller;
            return answer.Error is { } error
                ? Failed(error) with { Request = request }
                : new Done(StatusCodes.Status200OK, answer.Value, request);
        }

        GraphRequest Make(Item item, string url, string body)
        {
            var parameters = new GraphParameters();
            var query = url.IndexOf('?', StringComparison.Ordinal);
            if (query >= 0)
                GraphReader.AddEncoded(parameters, url[query..]);
            if (LenientJson.LooksNested(body) && LenientJson.Parse(body) is { ValueKind: JsonValueKind.Object } json)
                parameters.Take(json);
            else
                GraphReader.AddEncoded(parameters, body);
            var own = parameters.Text("access_token") is { Length: > 0 } token ? token : null;
            if (own is null && outer.Text("appsecret_proof") is { } proof && !parameters.Has("appsecret_proof"))
                parameters.Add("appsecret_proof", proof);
            return new GraphRequest(item.Method, Uri.UnescapeDataString(query < 0 ? url : url[..query]), parameters)
            {
                Origin = outer.Origin,
                From = outer.From,
                Token = own ?? outer.Token,
                Files = [.. outer.Files.Where(file => item.Files.Contains(file.Name))],
            };
        }

        string? Result(string name, string path)
        {
            var at = Array.FindIndex(items, item => item.Name == name);
            return at < 0 || done[at] is not { IsSuccess: true, Body: { } body } ? null : BatchReference.Find(body, path);
        }

        JsonNode? Slot(int at, bool headers)
        {
            var item = items[at];
            if (done[at] is not { } result)
                return null;
            var omit = item.Omit ?? (item.Name is { } name && needed.Contains(name));
            if (omit && item.Name is not null && result.IsSuccess)
                return null;
            var slot = new JsonObject { ["code"] = result.Status };
            if (headers)
            {
                slot["headers"] = new JsonArray(
                    Header("Content-Type", "application/json; charset=UTF-8"),
                    Header("facebook-api-version", result.Request?.Version ?? outer.Version));
            }

            slot["body"] = Encoding.UTF8.GetString(GraphDoor.Bytes(result.Body).WrittenSpan);
            return slot;
        }

        static JsonObject Header(string name, string value) => new() { ["name"] = name, ["value"] = value };

        static Done Failed(GraphError error) => new(error.Status, error.ToJson(TraceId()), null);

        static string TraceId() => System.Diagnostics.Activity.Current?.TraceId.ToString()
            ?? Kernel.Ids.NewNumber().ToString(CultureInfo.InvariantCulture);
    }
}
