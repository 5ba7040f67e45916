using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Charla.Kernel.Storage;

/// <summary>
/// Announcements by LISTEN and NOTIFY, over one connection of their own. They are sent with the commit and arrive in
/// order, so an answer to a question asked on that connection proves that everything before it was heard. It is asked
/// every second; without an answer for five, or without the connection, nothing that is remembered is trusted.
/// </summary>
sealed class PostgresAnnouncements(NpgsqlConnectionStringBuilder settings) : Announcements
{
    public const string ApplicationName = "charla announcements";

    const string Channel = "charla";
    const long Never = long.MinValue / 2;
    const long TrustedFor = 5_000;
    static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(500);

    readonly string connectTo = new NpgsqlConnectionStringBuilder(settings.ToString())
    {
        ApplicationName = ApplicationName,
        Pooling = false,
        KeepAlive = 0,
        CommandTimeout = 3,
        Timeout = 3,
    }.ToString();

    readonly ConcurrentDictionary<string, Hearer> hearers = new(StringComparer.Ordinal);
    readonly CancellationTokenSource stop = new();
    readonly Lock gate = new();
    Task? listening;
    long heardUpTo = Never;

    public override bool AreHeard => Environment.TickCount64 - Volatile.Read(ref heardUpTo) < TrustedFor;

    public override Task Announce(DbConnection connection, DbTransaction transaction, string topic, string key) =>
        connection.ExecuteAsync(
            "SELECT pg_notify(@Channel, @news)", new { Channel, news = $"{topic} {key}" }, transaction);

    public override void Hear(string topic, Action<string> changed, Func<Task> doubted)
    {
        hearers[topic] = new Hearer(changed, doubted);
        lock (gate)
            listening ??= Task.Run(Listen);
    }

    protected override void Dispose(bool disposing)
    {
        stop.Cancel();
        stop.Dispose();
        base.Dispose(disposing);
    }

    async Task Listen()
    {
        var stopped = stop.Token;
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await ListenWhileConnected(stopped);
            }
            catch (Exception)
            {
                // Whatever it was: from here on announcements are missed.
                Volatile.Write(ref heardUpTo, Never);
            }

            try
            {
                await Task.Delay(TryAgainAfter, stopped);
                await Doubt();
            }
            catch (Exception)
            {
                // The store is away, or the process ends; the next try asks again.
            }
        }
    }

    async Task ListenWhileConnected(CancellationToken stopped)
    {
        await using var connection = new NpgsqlConnection(connectTo);
        connection.Notification += (_, news) => Tell(news.Payload);
        await connection.OpenAsync(stopped);
        await connection.ExecuteAsync($"LISTEN {Channel}");
        var asked = Environment.TickCount64;
        await Doubt();
        while (true)
        {
            Volatile.Write(ref heardUpTo, asked);
            var again = asked + (long)AskEvery.TotalMilliseconds;
            for (long now; (now = Environment.TickCount64) < again;)
                await connection.WaitAsync(TimeSpan.FromMilliseconds(again - now), stopped);
            asked = Environment.TickCount64;
            await connection.ExecuteAsync("SELECT 1");
        }
    }

    void Tell(string news)
    {
        if (news.Split(' ', 2) is [var topic, var key] && hearers.TryGetValue(topic, out var hearer))
            hearer.Changed(key);
    }

    async Task Doubt()
    {
        foreach (var hearer in hearers.Values)
            await hearer.Doubted();
    }

    sealed record Hearer(Action<string> Changed, Func<Task> Doubted);
}
