using System.Collections.Concurrent;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// The group committer. One thread takes all that waits, writes it in one transaction, lets the disk confirm, and only
/// then answers. What arrives meanwhile is the next batch: no timer, and one fsync for many conversations.
/// </summary>
sealed class Journal(Database database, JournalTail tail, ILogger<Journal> logger) : IHostedService, IDisposable
{
    const int SqliteFull = 13;
    const int SqliteConstraint = 19;
    const int SqliteFsyncFailed = 10 | (4 << 8);

    readonly BlockingCollection<Submission> queue = new(new ConcurrentQueue<Submission>());
    Thread? writer;
    long position;
    bool isDisposed;

    /// <summary>How many submissions share a commit at most.</summary>
    public int MaxBatch { get; init; } = 1024;

    /// <summary>After a failed fsync nobody knows what is on the disk: no more writes, an operator must look.</summary>
    public bool IsBroken { get; private set; }

    public Task<Commit> Commit(Submission submission)
    {
        if (IsBroken || isDisposed || !TryAdd(submission))
            submission.Answer(new Commit.Failed(Refusal.Unavailable));
        return submission.Done;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        writer = new Thread(Write) { Name = "journal", IsBackground = true };
        writer.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        queue.CompleteAdding();
        return Task.CompletedTask;
    }

    /// <summary>Waits for what is under way; asked twice, because the container knows the journal by two names.</summary>
    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        queue.CompleteAdding();
        writer?.Join(TimeSpan.FromSeconds(10));
        queue.Dispose();
    }

    bool TryAdd(Submission submission)
    {
        try
        {
            queue.Add(submission);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    void Write()
    {
        using var connection = database.OpenWriter();
        using var statements = new JournalStatements(connection);
        position = statements.LastPosition();
        tail.StartAfter(position);
        var batch = new List<Submission>(MaxBatch);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && queue.TryTake(out var next))
                batch.Add(next);
            WriteBatch(connection, statements, batch);
            batch.Clear();
        }
    }

    void WriteBatch(SqliteConnection connection, JournalStatements statements, List<Submission> batch)
    {
        var refused = new Dictionary<Submission, Commit>();
        List<(Submission Submission, Entry[] Entries)>? stored;
        do
            stored = TryWrite(connection, statements, batch, refused);
        while (stored is null);

        foreach (var (submission, entries) in stored)
        {
            submission.Answer(new Commit.Stored(entries));
            tail.Add(entries);
        }

        tail.Announce();
        foreach (var (submission, commit) in refused)
            submission.Answer(commit);
    }

    /// <summary>What was stored; null when one more submission was refused and the rest must be written again.</summary>
    List<(Submission, Entry[])>? TryWrite(
        SqliteConnection connection, JournalStatements statements, List<Submission> batch, Dictionary<Submission, Commit> refused)
    {
        var stored = new List<(Submission, Entry[])>(batch.Count);
        Submission? current = null;
        try
        {
            using var turn = database.TakeTurnNow();
            using var transaction = connection.BeginTransaction(deferred: false);
            statements.Use(transaction);
            var next = position;
            foreach (var submission in batch.Where(one => !refused.ContainsKey(one)))
            {
                current = submission;
                if (!submission.Run.IsBroken && statements.Store(submission, ref next) is { } entries)
                    stored.Add((submission, entries));
                else
                    Refuse(refused, submission, new Commit.Overtaken());
            }

            current = null;
            if (stored.Count == 0)
                return stored;
            statements.StoreCounts(stored.Select(one => one.Item1));
            transaction.Commit();
            position = next;
            JournalFigures.Committed(stored.Count);
            return stored;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SqliteConstraint && current is not null)
        {
            Refuse(refused, current, statements.IsClientKnown(current) ? new Commit.AlreadyThere() : new Commit.Overtaken());
            return null;
        }
        catch (SqliteException error)
        {
            IsBroken = error.SqliteExtendedErrorCode == SqliteFsyncFailed;
            logger.JournalRefused(error, error.SqliteExtendedErrorCode, batch.Count, IsBroken);
            var failed = new Commit.Failed(error.SqliteErrorCode == SqliteFull ? Refusal.StorageFull : Refusal.Unavailable);
            foreach (var submission in batch)
                Refuse(refused, submission, failed);
            return [];
        }
    }

    static void Refuse(Dictionary<Submission, Commit> refused, Submission submission, Commit commit)
    {
        submission.Run.IsBroken = true;
        refused.TryAdd(submission, commit);
    }
}
