using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Charla.Inbox.Live;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Hostile;

/// <summary>
/// Every method the hub has gets what no client of ours would send, as it stands on the wire. Each call is answered, a
/// refusal of ours by its code, and the connection lives. A new method is covered by being there.
/// </summary>
public sealed class HostileHubTests(HostileHubTests.FuzzedServer server) : IClassFixture<HostileHubTests.FuzzedServer>
{
    static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999999999", "\"\"", "\" \"", "\"x\"", "\"-1\"", "[]", "[[[]]]", "{}",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff x\"", "{\"__proto__\":{\"a\":1}}", "\"../../etc/passwd\"", $"\"{new string('x', 9_000)}\"",
        $"\"{new string('9', 3_000)}\"",
    ];

    static readonly string[] Codes = ["not_found", "forbidden", "too_many", "unauthenticated", "Method does not exist."];

    [Fact]
    public async Task Whatever_is_called_is_answered_and_the_connection_lives()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var (person, stranger) = (await shop.Person(), await other.Person());
        await using var wire = await Wire.Open(server, shop.App);
        var wrong = new List<string>();
        var asked = 0;

        var methods = typeof(InboxHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsVirtual).ToList();
        Assert.InRange(methods.Count, 3, 100);
        foreach (var method in methods)
        {
            string[] sound = [.. method.GetParameters().Select(parameter => parameter.Name switch
            {
                "page" => $"\"{shop.Page}\"",
                "psid" => $"\"{person.Psid}\"",
                _ => "true",
            })];
            await Ask(method.Name, sound, mayRefuse: false);
            for (var count = 0; count < sound.Length; count++)
                await Ask(method.Name, sound[..count]);
            await Ask(method.Name, [.. sound, "1"]);
            for (var place = 0; place < sound.Length; place++)
            {
                foreach (var value in Values)
                    await Ask(method.Name, [.. sound[..place], value, .. sound[(place + 1)..]]);
            }

            await Ask(method.Name, [.. sound.Select(value => value.Replace($"{shop.Page}", $"{other.Page}", StringComparison.Ordinal))], mustRefuse: true);
            if (sound.Length > 1)
                await Ask(method.Name, [.. sound.Select(value => value.Replace(person.Psid, stranger.Psid, StringComparison.Ordinal))], mustRefuse: true);
        }

        foreach (var nobody in (string[])["Nothing", "OnConnectedAsync", "Dispose", "", "watch "])
            await Ask(nobody, [], mustRefuse: true);
        await Ask("Watch", [$"\"{shop.Page}\""], mayRefuse: false);

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        Assert.InRange(asked, 100, int.MaxValue);
        Assert.DoesNotContain(server.Logged, line => line.StartsWith("The hub's", StringComparison.Ordinal));

        async Task Ask(string method, string[] arguments, bool mayRefuse = true, bool mustRefuse = false)
        {
            asked++;
            var error = await wire.Call(method, arguments);
            var code = error?.Split("HubException: ") is [_, var told] ? told : null;
            var fault =
                error is null ? mustRefuse ? "is done" : null
                : !mayRefuse ? "is refused"
                : code is not null && !Codes.Contains(code) ? "has no known code"
                : error.Contains("   at ", StringComparison.Ordinal) || error.Contains(".cs", StringComparison.Ordinal) ? "tells of our code"
                : null;
            if (fault is not null)
                wrong.Add($"{method}({string.Join(", ", arguments)[..Math.Min(200, string.Join(", ", arguments).Length)]}) {fault}: {error}");
        }
    }

    /// <summary>The hub's JSON protocol by hand, because the real client sends only what can be sent.</summary>
    sealed class Wire : IAsyncDisposable
    {
        const char End = '\u001e';

        readonly ClientWebSocket socket = new();
        readonly byte[] piece = new byte[64 << 10];
        string unread = "";
        int calls;

        static CancellationToken Cancel => TestContext.Current.CancellationToken;

        public static async Task<Wire> Open(ServerFixture server, HttpClient caller)
        {
            var wire = new Wire();
            wire.socket.Options.SetRequestHeader("Authorization", caller.DefaultRequestHeaders.Authorization!.ToString());
            await wire.socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/inbox" }.Uri, Cancel);
            await wire.Send("""{"protocol":"json","version":1}""");
            Assert.Equal("{}", await wire.Next());
            return wire;
        }

        /// <summary>What the hub said went wrong; null when nothing did.</summary>
        public async Task<string?> Call(string method, string[] arguments)
        {
            var id = $"{++calls}";
            await Send($$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{string.Join(',', arguments)}}]}""");
            while (true)
            {
                var said = JsonDocument.Parse(await Next()).RootElement;
                Assert.True(said.GetProperty("type").GetInt32() != 7, $"{method}({string.Join(", ", arguments)}) ended the connection: {said}");
                if (said.GetProperty("type").GetInt32() == 3 && said.Text("invocationId") == id)
                    return said.TryGetProperty("error", out var error) ? error.GetString() : null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            socket.Dispose();
        }

        Task Send(string message) => socket.SendAsync(
            Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, Cancel);

        async Task<string> Next()
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            late.CancelAfter(TimeSpan.FromSeconds(20));
            int end;
            while ((end = unread.IndexOf(End, StringComparison.Ordinal)) < 0)
            {
                var received = await socket.ReceiveAsync(piece, late.Token);
                Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
                unread += Encoding.UTF8.GetString(piece, 0, received.Count);
            }

            var message = unread[..end];
            unread = unread[(end + 1)..];
            return message;
        }
    }

    /// <summary>A server of which every log line is kept, for this one test.</summary>
    public sealed class FuzzedServer : ListeningServer;
}
