using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Server.Tests.Inbox;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Hostile;

/// <summary>
/// Every endpoint the server has, by its own table of routes, gets what no client of ours would send, from everybody
/// who may call and who may not. A new endpoint is covered by being there.
/// </summary>
public sealed class HostileInputTests(HostileInputTests.FuzzedServer server) : IClassFixture<HostileInputTests.FuzzedServer>
{
    static readonly string[] Words =
    [
        "0", "-1", "1.5", "abc", "99999999999999999999999", "-9223372036854775808", "%00", "%ED%A0%80", "%F0%9F%98%80",
        "%FF%FE", "..%2F..%2Fetc", "1%3BDROP%20TABLE%20persons", "__proto__", "%3Cscript%3E", "%20", "a%0Ab",
        new string('9', 3_000),
    ];

    /// <summary>The Graph's errors have a type that programs know by such a name.</summary>
    static readonly System.Text.RegularExpressions.Regex GraphTypes = new("\"type\":\"(OAuth|GraphMethod)Exception\"");

    static readonly string[] Stacks = ["   at ", "Exception", ".cs:line", "SQLite"];

    /// <summary>Endpoints that are not asked, and why.</summary>
    static readonly Dictionary<string, string> Excluded = new()
    {
        ["POST /api/pages/{page}/tokens"] = "it takes no body, and the other callers would lose their token",
    };

    readonly ConcurrentDictionary<string, string> wrong = new();
    int asked;

    [Fact]
    public async Task Whatever_comes_in_is_answered_below_five_hundred_and_in_the_one_shape()
    {
        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(endpoint => Methods(endpoint).Select(method => new Door(method, endpoint)))
            .Where(door => !Excluded.ContainsKey(door.Name)).ToList();
        Assert.InRange(endpoints.Count, 80, 1_000);
        var callers = await Callers.Of(server);

        await Parallel.ForEachAsync(
            endpoints,
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken },
            async (door, _) => await Try(door, callers));

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Values.Order().Take(60)));
        Assert.InRange(asked, 5_000, int.MaxValue);
    }

    async Task Try(Door door, Callers callers)
    {
        var path = door.Path(callers.Known);
        foreach (var caller in callers.All)
            await Ask(door, caller, path, door.TakesBody ? "{}" : null);
        foreach (var caller in callers.Meant(door))
        {
            await Ask(door, caller, path, null, method: "LINK");
            foreach (var known in callers.Known.Keys.Where(name => door.Pattern.Contains($"{{{name}", StringComparison.Ordinal)))
            {
                foreach (var word in Words)
                    await Ask(door, caller, door.Path(callers.With(known, word)), door.TakesBody ? "{}" : null);
            }

            if (door.Pattern.Contains("{page}", StringComparison.Ordinal))
                await Ask(door, caller, door.Path(callers.With("page", callers.ForeignPage)), door.TakesBody ? "{}" : null, never2xx: true);
            if (door.Pattern.Contains("{psid}", StringComparison.Ordinal))
                await Ask(door, caller, door.Path(callers.With("psid", callers.ForeignPsid)), door.TakesBody ? "{}" : null, never2xx: true);
            foreach (var name in door.QueryNames)
            {
                foreach (var word in Words.Append(""))
                    await Ask(door, caller, $"{path}?{name}={word}", null);
                await Ask(door, caller, $"{path}?{name}=1&{name}=2", null);
            }

            if (door.TakesBody)
                await TryBodies(door, caller, path);
        }
    }

    async Task TryBodies(Door door, HttpClient caller, string path)
    {
        foreach (var body in HostileBodies.Unreadable.Concat(door.BodyType is { } type ? HostileBodies.Of(type) : []))
            await Ask(door, caller, path, body);
        foreach (var (type, body) in HostileBodies.WrongTypes)
            await Ask(door, caller, path, body, type);
        await Ask(door, caller, path, $$"""{"text":"{{Large}}"}""");
    }

    static readonly string Large = new('x', 10 << 20);

    async Task Ask(
        Door door, HttpClient caller, string path, string? body, string type = "application/json", string? method = null,
        bool never2xx = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method ?? door.Method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.ExpectContinue = body.Length > 1 << 20;
        }

        Interlocked.Increment(ref asked);
        using var answer = await Send(caller, request);
        if (answer is null)
            return;
        var status = (int)answer.StatusCode;
        if (status < 400 && !never2xx)
            return;
        var text = status < 400 ? "" : await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (Fault(door, answer, status, text) is { } fault)
            wrong.TryAdd($"{door.Name} {fault}", $"{door.Name}: {fault}: {path[..Math.Min(path.Length, 120)]} {type} {body?[..Math.Min(body.Length, 300)]} -> {status} {text[..Math.Min(text.Length, 300)]}");
    }

    /// <summary>Null when the server had seen enough of a large body and hung up.</summary>
    static async Task<HttpResponseMessage?> Send(HttpClient caller, HttpRequestMessage request)
    {
        try
        {
            return await caller.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException) when (request.Content?.Headers.ContentLength > 1 << 20)
        {
            return null;
        }
    }

    static string? Fault(Door door, HttpResponseMessage answer, int status, string text)
    {
        if (status < 400)
            return "answers with what belongs to somebody else";
        if (status >= 500)
            return text.StartsWith("The front end was not built", StringComparison.Ordinal) ? null : "fails";
        if (Stacks.FirstOrDefault(stack => GraphTypes.Replace(text, "").Contains(stack, StringComparison.Ordinal)) is { } stack)
            return $"tells \"{stack}\"";
        if (!door.Pattern.StartsWith("/api/", StringComparison.Ordinal) || IsKestrels(answer, status, text))
            return null;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return "is no problem of the one shape";
        var problem = JsonDocument.Parse(text).RootElement;
        return problem.GetProperty("status").GetInt32() == status && problem.Text("code").Length > 0
            && problem.Text("detail").Length > 0 && problem.Text("trace_id").Length > 0 ? null : "leaves something out of the problem";
    }

    /// <summary>A path that holds a NUL never comes as far as our own code.</summary>
    static bool IsKestrels(HttpResponseMessage answer, int status, string text) =>
        status == 400 && text.Length == 0 && answer.RequestMessage!.RequestUri!.OriginalString.Contains("%00", StringComparison.Ordinal);

    static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];

    /// <summary>One method of one endpoint.</summary>
    sealed record Door(string Method, RouteEndpoint Endpoint)
    {
        public string Pattern => "/" + Endpoint.RoutePattern.RawText!.TrimStart('/');

        public string Name => $"{Method} {Pattern}";

        public bool TakesBody => Method is not ("GET" or "HEAD");

        public Type? BodyType => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

        public IEnumerable<string> QueryNames =>
            from parameter in Endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? []
            let type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType
            where (type.IsPrimitive || type == typeof(string))
                && !Endpoint.RoutePattern.Parameters.Any(known => known.Name == parameter.Name)
            select parameter.Name;

        public string Path(IReadOnlyDictionary<string, string> values) => Endpoint.RoutePattern.Parameters.Aggregate(
            Pattern,
            (path, parameter) => System.Text.RegularExpressions.Regex.Replace(
                path, $@"\{{\*{{0,2}}{parameter.Name}[^}}]*\}}", _ => values.GetValueOrDefault(parameter.Name, "1")));
    }

    /// <summary>Who calls, and the names of what is really there.</summary>
    sealed record Callers(
        HttpClient Person, HttpClient Member, HttpClient App, HttpClient Operator, HttpClient[] Strangers,
        IReadOnlyDictionary<string, string> Known, string ForeignPage, string ForeignPsid)
    {
        public IEnumerable<HttpClient> All => [Person, Member, App, Operator, .. Strangers];

        public HttpClient[] Meant(Door door) =>
            door.Pattern.StartsWith("/api/chat", StringComparison.Ordinal) ? [Person]
            : door.Pattern.StartsWith("/api/admin", StringComparison.Ordinal) ? [Operator]
            : door.Pattern.StartsWith("/api/inbox", StringComparison.Ordinal) ? [App]
            : door.Pattern.StartsWith("/api", StringComparison.Ordinal) ? [Member]
            : [Strangers[0]];

        public Dictionary<string, string> With(string name, string value) => new(Known) { [name] = value };

        public static async Task<Callers> Of(ServerFixture server)
        {
            var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
            var (person, stranger) = (await shop.Person("Rosa"), await other.Person());
            var said = await person.Say("hello");
            await stranger.Say("hello");
            var file = await person.Upload(Encoding.UTF8.GetBytes("notes"), "notes.txt", "text/plain");
            var revoked = await shop.Person();
            var token = revoked.Device.DefaultRequestHeaders.Authorization!.Parameter!;
            var tokens = server.Services.GetRequiredService<PersonTokens>();
            Assert.True(tokens.TryRead(token, out var session));
            await tokens.Revoke(session.Page, session.Psid, session.Device);
            var known = new Dictionary<string, string>
            {
                ["page"] = shop.Page.ToString(),
                ["psid"] = person.Psid,
                ["handle"] = shop.Handle,
                ["messageId"] = said.Text("message_id"),
                ["fileId"] = file.Text("file_id"),
                ["id"] = "1",
                ["code"] = "ABCD2345",
                ["path"] = "inbox",
                ["app"] = (await shop.App.Get($"/api/platform/{shop.Page}/apps").Json()).GetProperty("apps")[0].Text("app_id"),
                ["delivery"] = "evt_1_1_1_1",
            };
            return new Callers(
                person.Device, await shop.Owner(), shop.App, server.Operator(),
                [
                    server.Visitor(), server.Visitor(token), server.Visitor(token[..^3] + "xyz"), server.Visitor("page_" + Ids.NewSecret()),
                    server.Visitor("x"), WithHeader(server, "Authorization", "Basic YTpi"), WithHeader(server, "Cookie", "charla=forged"),
                ],
                known, other.Page.ToString(), stranger.Psid);
        }

        static HttpClient WithHeader(ServerFixture server, string name, string value)
        {
            var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server.Address };
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            return client;
        }
    }

    /// <summary>A server that the rest of the tests do not share: what is left of it is of no use.</summary>
    public sealed class FuzzedServer : ServerFixture;
}
