using System.Net;
using System.Net.WebSockets;
using System.Text;
using Charla.Server.Cluster;

namespace Charla.Server.Tests.Clusters;

/// <summary>
/// F6, F9, F10, F12 with three silos: whatever happens to one of them, any other takes messages to any conversation,
/// nothing that was acknowledged is lost, and nothing is there twice.
/// </summary>
[Collection(nameof(Cluster))]
public sealed class HomeTests(Cluster cluster)
{
    static readonly TimeSpan LongestInterruption = TimeSpan.FromSeconds(25);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(45);
    static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(20);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_silo_is_replaced()
    {
        await cluster.Grow(to: 3);
        await using var talk = await Talk.Begin(cluster, "killed");
        await using var killed = cluster.Take(1);
        await killed.Kill();
        var interruption = await talk.GoesOn(LongestInterruption);
        await cluster.UntilSpread();
        await talk.End($"All went on {interruption.TotalSeconds:f1} s after the kill");
    }

    [Fact]
    public async Task A_paused_silo_is_replaced_and_ends_when_it_wakes_up()
    {
        await cluster.Grow(to: 3);
        await using var talk = await Talk.Begin(cluster, "paused");
        await using var paused = cluster.Take(1);
        await paused.Signal("STOP");
        var interruption = await talk.GoesOn(LongestPause);
        await cluster.UntilSpread();
        await paused.Signal("CONT");
        Assert.Equal(LastWords.ExitCode, await paused.Ended(LongestInterruption));
        await talk.GoesOn(LongestInterruption);
        await talk.End($"All went on {interruption.TotalSeconds:f1} s after the pause began");
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_hands_over_and_nobody_is_refused()
    {
        await cluster.Grow(to: 3);
        await using var talk = await Talk.Begin(cluster, "stopped");
        await using var leaving = cluster.Take(1);
        using var socket = new ClientWebSocket();
        var token = await leaving.OpenSession(await leaving.CreatePage("stopped", Cancel), Cancel);
        await socket.ConnectAsync(new Uri($"ws://{leaving.Address.Authority}/api/chat/live"), Cancel);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"auth","token":"{{token}}"}"""), WebSocketMessageType.Text, true, Cancel);
        await talk.GoesOn(LongestInterruption);
        var refusals = talk.Refusals;

        await leaving.Signal("TERM");
        var frame = new byte[64 << 10];
        while ((await socket.ReceiveAsync(frame, Cancel)).MessageType != WebSocketMessageType.Close)
        {
            // What came before.
        }

        Assert.Equal(1012, (int)socket.CloseStatus!);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        using (var ready = await leaving.Client.GetAsync("/readyz", Cancel))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(0, await leaving.Ended(LongestDrain));
        await talk.GoesOn(LongestInterruption);
        await cluster.UntilSpread();
        Assert.Equal(refusals, talk.Refusals);
        await talk.End("Nobody was refused");
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_while_kills_none()
    {
        await cluster.Grow(to: 3);
        await using var talk = await Talk.Begin(cluster, "outage");
        await cluster.LoseDatabase(TimeSpan.FromSeconds(10));
        var interruption = await talk.GoesOn(TimeSpan.FromSeconds(10));
        await cluster.UntilSpread();
        Assert.Equal(3, cluster.Silos.Count);
        await talk.End($"All went on {interruption.TotalSeconds:f1} s after the database was back");
    }
}
