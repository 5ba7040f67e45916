using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>F1: the process dies at a random moment under load, again and again.</summary>
public sealed class KillTests
{
    const int Conversations = 8;
    static readonly int Kills = Nightly.Times(TestStore.Kills, 200);

    [Fact]
    public async Task No_acknowledged_message_is_lost_and_none_is_doubled()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = await TestStore.Make();
        var random = new Random(Nightly.Seed);
        var oracle = new Oracle();
        var unsettled = new Dictionary<string, (string ClientId, string Text)>();
        var tokens = new List<string>();
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var server = await ServerProcess.Start(store, cancel);
            if (kill == 0)
                tokens = await People(server, cancel);
            if (kill == Kills)
            {
                foreach (var token in tokens)
                    oracle.Check(token, await server.ReadAll(token, cancel));
                break;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var round = kill;
            var load = tokens.Select(token => Load(server, token, round, oracle, unsettled, stop.Token)).ToList();
            await Acknowledged(oracle, oracle.Acknowledged + random.Next(60), cancel);
            await Task.Delay(random.Next(20), cancel);
            await server.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        Assert.True(oracle.Acknowledged > Kills, $"Only {oracle.Acknowledged} messages were acknowledged.");
    }

    /// <summary>The moment is told in messages, not in time: on a busy machine death would come before the first.</summary>
    static async Task Acknowledged(Oracle oracle, int count, CancellationToken cancel)
    {
        for (var waited = 0; oracle.Acknowledged < count; waited++)
        {
            Assert.True(waited < 6000, "Nothing was acknowledged for a minute.");
            await Task.Delay(10, cancel);
        }
    }

    static async Task<List<string>> People(ServerProcess server, CancellationToken cancel)
    {
        var handle = await server.CreatePage("luna", cancel);
        var tokens = new List<string>();
        for (var i = 0; i < Conversations; i++)
            tokens.Add(await server.OpenSession(handle, cancel));
        return tokens;
    }

    /// <summary>One sender: settles first what the last death left open, then goes on until the server is gone.</summary>
    static async Task Load(
        ServerProcess server,
        string token,
        int round,
        Oracle oracle,
        Dictionary<string, (string ClientId, string Text)> unsettled,
        CancellationToken cancel)
    {
        for (var i = 0; !cancel.IsCancellationRequested; i++)
        {
            (string ClientId, string Text) message;
            lock (unsettled)
            {
                message = unsettled.TryGetValue(token, out var open) ? open : ($"r{round}-{i}", $"message {i} of round {round}");
                unsettled[token] = message;
            }

            try
            {
                using var answer = await server.Send(token, message.ClientId, message.Text, cancel);
                answer.EnsureSuccessStatusCode();
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
                oracle.Acknowledge(token, message.ClientId, json.RootElement.GetProperty("seq").GetInt64());
                lock (unsettled)
                    unsettled.Remove(token);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
