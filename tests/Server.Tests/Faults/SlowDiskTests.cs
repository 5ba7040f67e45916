using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>F4, F5: the disk takes long to sync, or fails to. No acknowledgement is early, and none comes after a failure.</summary>
public sealed class SlowDiskTests
{
    const int People = 8;
    static readonly TimeSpan Sync = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Each writes as soon as it may: a message waits for the batch under way, for other writers about it, and for its own,
    /// which are four syncs. The rest is for a machine that tests other things at the same time.
    /// </summary>
    static readonly TimeSpan Longest = 4 * Sync + TimeSpan.FromSeconds(1);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F4_A_slow_disk_makes_acknowledgements_late_and_none_early()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        var oracle = new Oracle();
        var people = await Crowd(server);
        await Task.WhenAll(people.Select(person => Send(server, oracle, person, 1)));
        var delay = string.Create(CultureInfo.InvariantCulture, $"inject={DiskTrace.Syncs}:delay_enter={(int)Sync.TotalMicroseconds}");
        await using (await DiskTrace.Attach(server, "-e", $"trace={DiskTrace.Syncs}", "-e", delay))
        {
            var took = (await Task.WhenAll(people.Select(person => Send(server, oracle, person, Nightly.Times(4, 100), "slow"))))
                .SelectMany(times => times).Order().ToList();
            var p99 = took[took.Count * 99 / 100];
            TestContext.Current.TestOutputHelper?.WriteLine($"{took.Count} messages: {took[0]} to {took[^1]}, median {took[took.Count / 2]}");
            Assert.True(took[0] >= Sync, $"Acknowledged after {took[0]}, before the disk had it.");
            Assert.True(p99 <= Longest, $"p99 {p99}");
            using var read = await server.Client.GetAsync("/readyz", Cancel);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }

        foreach (var person in people)
            oracle.Check(person, await server.ReadAll(person, Cancel));
    }

    [Fact]
    public async Task F5_After_a_failed_sync_nothing_is_acknowledged_nor_written_until_it_is_started_again()
    {
        await using var store = await TestStore.Make();
        var oracle = new Oracle();
        List<string> people;
        await using (var server = await ServerProcess.Start(store, Cancel))
        {
            people = await Crowd(server);
            await Task.WhenAll(people.Select(person => Send(server, oracle, person, 3)));
            await using (await DiskTrace.Attach(server, "-e", $"trace={DiskTrace.Syncs}", "-e", $"inject={DiskTrace.Syncs}:error=EIO"))
                await Refuses(server, people[0], "lost");
            var written = Written(store);
            await Refuses(server, people[0], "lost");
            await Refuses(server, people[1], "after");
            using (var session = await server.Client.PostAsJsonAsync("/api/chat/luna/sessions", new { }, Cancel))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, session.StatusCode);
            using (var ready = await server.Client.GetAsync("/readyz", Cancel))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            using (var alive = await server.Client.GetAsync("/healthz", Cancel))
                Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
            oracle.Check(people[2], await server.ReadAll(people[2], Cancel));
            await server.UntilItSays("nothing is written any more");
            Assert.Equal(written, Written(store));
            await server.Kill();
        }

        await using var again = await ServerProcess.Start(store, Cancel);
        foreach (var person in people)
            oracle.Check(person, await again.ReadAll(person, Cancel));
        using var settled = await again.Send(people[0], "lost", "message", Cancel);
        Assert.Equal(HttpStatusCode.OK, settled.StatusCode);
    }

    static (long, long, DateTime) Written(TestStore store)
    {
        var file = Path.Combine(store.Options.Folder, "charla.db");
        var log = new FileInfo(file + "-wal");
        return (new FileInfo(file).Length, log.Length, log.LastWriteTimeUtc);
    }

    static async Task<List<string>> Crowd(ServerProcess server)
    {
        var handle = await server.CreatePage("luna", Cancel);
        var people = new List<string>();
        for (var i = 0; i < People; i++)
            people.Add(await server.OpenSession(handle, Cancel));
        return people;
    }

    /// <summary>One after another; how long each took.</summary>
    static async Task<List<TimeSpan>> Send(ServerProcess server, Oracle oracle, string person, int count, string name = "c")
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < count; i++)
        {
            var since = Stopwatch.GetTimestamp();
            using var answer = await server.Send(person, $"{name}{i}", "message", Cancel);
            took.Add(Stopwatch.GetElapsedTime(since));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            oracle.Acknowledge(person, $"{name}{i}", json.RootElement.GetProperty("seq").GetInt64());
        }

        return took;
    }

    static async Task Refuses(ServerProcess server, string person, string clientId)
    {
        using var answer = await server.Send(person, clientId, "message", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
