using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// F1, F2: the process dies at each write and each sync of one message, and the power goes at a random moment, with all
/// that was not synced.
/// </summary>
public sealed partial class DiskKillTests
{
    const int Senders = 8;
    const string Writes = "pwrite64";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F1_Killed_at_each_write_and_sync_of_a_message()
    {
        await using var store = await TestStore.Make();
        var oracle = new Oracle();
        var person = "";
        var rounds = Nightly.Times(3, 40);
        for (var at = 1; at <= rounds; at++)
        {
            await using var server = await ServerProcess.Start(store, Cancel);
            if (at == 1)
                person = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
            if (at > 1)
                await Sent(server, oracle, person, $"killed-at-{at - 1}");
            await using (await DiskTrace.Attach(
                server, "-e", $"trace={Writes},{DiskTrace.Syncs}", "-e", $"inject={Writes},{DiskTrace.Syncs}:signal=KILL:when={at}"))
            {
                await Dies(server, oracle, person, $"killed-at-{at}");
                await server.Kill();
            }
        }

        await using var last = await ServerProcess.Start(store, Cancel);
        oracle.Check(person, await last.ReadAll(person, Cancel));
        await Sent(last, oracle, person, $"killed-at-{rounds}");
        oracle.Check(person, await last.ReadAll(person, Cancel));
        Assert.Equal((0, "The settings are sound."), await Check(store));
    }

    [Fact]
    public Task F2_Without_power_what_was_acknowledged_is_there() => Nightly.Rounds(Nightly.Times(1, 50), async (random, _) =>
    {
        await using var store = await TestStore.Make();
        var trace = Path.Combine(store.Options.Folder, "calls");
        var oracle = new Oracle();
        var people = new List<string>();
        await using (var server = await ServerProcess.Start(store, Cancel))
        {
            var handle = await server.CreatePage("luna", Cancel);
            for (var i = 0; i < Senders; i++)
                people.Add(await server.OpenSession(handle, Cancel));
            await using (await DiskTrace.Attach(server, "-y", "-s", "0", "-e", $"trace={Writes},{DiskTrace.Syncs}", "-o", trace))
            {
                var load = people.Select(person => SendUntilDeath(server, oracle, person)).ToList();
                while (oracle.Acknowledged < 100 + random.Next(100))
                    await Task.Delay(random.Next(1, 20), Cancel);
                await server.Kill();
                await Task.WhenAll(load);
            }
        }

        var lost = LoseUnsynced(trace);
        TestContext.Current.TestOutputHelper?.WriteLine($"{oracle.Acknowledged} acknowledged, {lost} writes lost.");
        await using var after = await ServerProcess.Start(store, Cancel);
        foreach (var person in people)
            oracle.Check(person, await after.ReadAll(person, Cancel));
        Assert.Equal((0, "The settings are sound."), await Check(store));
    });

    static async Task<(int, string)> Check(TestStore store)
    {
        var (code, said) = await CharlaCommand.Run(["check", "--data", store.Options.Folder]);
        return (code, said.Trim());
    }

    /// <summary>Clears in the write-ahead log what no sync began after: those blocks never reached the disk.</summary>
    static int LoseUnsynced(string trace)
    {
        var (unsynced, syncing) = (new Dictionary<string, List<(long At, int Length)>>(), new Dictionary<string, (string File, int Writes)>());
        foreach (var line in File.ReadLines(trace))
        {
            if (Write().Match(line) is { Success: true } write)
            {
                var file = write.Groups["file"].Value;
                if (!unsynced.TryGetValue(file, out var writes))
                    unsynced[file] = writes = [];
                writes.Add((long.Parse(write.Groups["at"].Value, CultureInfo.InvariantCulture), int.Parse(write.Groups["length"].Value, CultureInfo.InvariantCulture)));
            }
            else if (SyncBegan().Match(line) is { Success: true } began)
            {
                var file = began.Groups["file"].Value;
                if (line.EndsWith("= 0", StringComparison.Ordinal))
                    unsynced.Remove(file);
                else
                    syncing[began.Groups["thread"].Value] = (file, unsynced.TryGetValue(file, out var before) ? before.Count : 0);
            }
            else if (SyncEnded().Match(line) is { Success: true } ended && syncing.Remove(ended.Groups["thread"].Value, out var sync)
                && unsynced.TryGetValue(sync.File, out var writes))
            {
                writes.RemoveRange(0, Math.Min(sync.Writes, writes.Count));
            }
        }

        var lost = 0;
        foreach (var (file, writes) in unsynced.Where(one => one.Key.EndsWith("-wal", StringComparison.Ordinal)))
        {
            using var bytes = new FileStream(file, FileMode.Open, FileAccess.Write);
            foreach (var (at, length) in writes)
            {
                bytes.Position = at;
                bytes.Write(new byte[length]);
                lost++;
            }
        }

        return lost;
    }

    static async Task Dies(ServerProcess server, Oracle oracle, string person, string clientId)
    {
        try
        {
            await Sent(server, oracle, person, clientId);
        }
        catch (HttpRequestException)
        {
            // It died of it: whether the message is stored, a retry tells.
        }
    }

    static async Task SendUntilDeath(ServerProcess server, Oracle oracle, string person)
    {
        try
        {
            for (var i = 0; ; i++)
                await Sent(server, oracle, person, $"c{i}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The power is gone.
        }
    }

    static async Task Sent(ServerProcess server, Oracle oracle, string person, string clientId)
    {
        using var answer = await server.Send(person, clientId, "message", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        oracle.Acknowledge(person, clientId, json.RootElement.GetProperty("seq").GetInt64());
    }

    [GeneratedRegex(@"^\d+ +pwrite64\(\d+<(?<file>[^>]+)>, .*, (?<length>\d+), (?<at>\d+)(\)| <unf)")]
    private static partial Regex Write();

    [GeneratedRegex(@"^(?<thread>\d+) +f(data)?sync\(\d+<(?<file>[^>]+)>")]
    private static partial Regex SyncBegan();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. f(data)?sync resumed>.*= 0$")]
    private static partial Regex SyncEnded();
}
