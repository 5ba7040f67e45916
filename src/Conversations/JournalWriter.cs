using System.Collections.Concurrent;
using System.Diagnostics;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// The group committer: the one writer of a partition. Its thread takes all that waits, has the engine write it in one
/// transaction, and only then answers. What arrives meanwhile is the next batch: no timer, and one fsync for many
/// conversations. It ends when it is told to, or when a later home has opened the partition.
/// </summary>
sealed class JournalWriter(IJournalEngine engine, int partition, int maxBatch, ILogger logger) : IDisposable
{
    /// <summary>How many submissions share a commit at most.</summary>
    public const int MostInABatch = 1024;

    /// <summary>When so many wait, the disk does not keep up: the next is refused at once, and its sender tries again.</summary>
    public const int MostWaiting = 16 * MostInABatch;

    const int FirstPause = 50;
    const int LongestPause = 1000;

    readonly BlockingCollection<Submission> queue = new(new ConcurrentQueue<Submission>());
    readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool isAway;
    bool isTold;
    Thread? thread;

    public JournalTail Tail { get; } = new();

    /// <summary>False while the store does not answer: what is submitted then is refused at once.</summary>
    public bool IsWriting => !isAway && !engine.IsBroken;

    /// <summary>The store has answered; cancelled if it never did.</summary>
    public Task Opened => opened.Task;

    /// <summary>The number of this home of the partition, once it is opened.</summary>
    public long Term => engine.Term;

    /// <summary>Nothing is written any more: it was told to end, or its term is over.</summary>
    public Task Ended => ended.Task;

    /// <summary>The writer of a partition, on whichever engine keeps the journal.</summary>
    public static JournalWriter Of(Database database, int partition, ILogger logger, int maxBatch = MostInABatch) => new(
        database switch
        {
            PostgresDatabase postgres => new PostgresJournal(postgres, partition, logger),
            SqliteDatabase sqlite => new SqliteJournal(sqlite, logger),
            _ => throw new NotSupportedException($"There is no journal on {database.Engine}."),
        },
        partition,
        maxBatch,
        logger);

    /// <summary>Completes with the first try to open the store, however that ends.</summary>
    public Task Start()
    {
        thread = new Thread(Run) { Name = "journal", IsBackground = true };
        thread.Start();
        return started.Task;
    }

    public Task<Commit> Commit(Submission submission)
    {
        try
        {
            if (IsWriting && queue.Count < MostWaiting)
                queue.Add(submission);
            else
                Refuse(submission);
        }
        catch (InvalidOperationException)
        {
            submission.Answer(new Commit.Moved());
        }

        return submission.Done;
    }

    /// <summary>Takes no more; what was taken is still written.</summary>
    public void Complete()
    {
        try
        {
            queue.CompleteAdding();
        }
        catch (ObjectDisposedException)
        {
            // It has ended.
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public void Dispose()
    {
        Complete();
        thread?.Join(TimeSpan.FromSeconds(10));
        queue.Dispose();
    }

    void Run()
    {
        using var closing = engine;
        var pause = FirstPause;
        var batch = new List<Submission>(maxBatch);
        while (!queue.IsCompleted && !engine.IsOver)
        {
            if (!engine.IsOpen && !TryOpen())
            {
                RefuseFor(pause);
                pause = Math.Min(2 * pause, LongestPause);
                continue;
            }

            pause = FirstPause;
            if (!queue.TryTake(out var first, Timeout.Infinite))
                break;
            batch.Add(first);
            while (batch.Count < maxBatch && queue.TryTake(out var next))
                batch.Add(next);
            if (engine.IsOpen || TryOpen())
                Write(batch);
            else
                batch.ForEach(Refuse);
            batch.Clear();
        }

        End();
    }

    void Write(List<Submission> batch)
    {
        var since = Stopwatch.GetTimestamp();
        using var span = Traces.Commit(partition, batch);
        var outcomes = engine.Write(batch);
        span?.Stop();
        isAway = !engine.IsOpen;
        var stored = outcomes.TakeWhile(outcome => outcome.Commit is Commit.Stored).ToList();
        foreach (var (submission, commit) in stored)
        {
            submission.Answer(commit);
            Tail.Add(((Commit.Stored)commit).Entries, submission.Trace);
        }

        if (stored.Count > 0)
        {
            JournalFigures.Committed(stored.Count, since);
            Tail.Announce();
        }

        foreach (var (submission, commit) in outcomes.Skip(stored.Count))
            submission.Answer(commit);
    }

    bool TryOpen()
    {
        try
        {
            if (engine.Open() is not { } position)
                return false;
            Tail.StartAfter(position);
            opened.TrySetResult();
            isAway = isTold = false;
            return true;
        }
        catch (Exception error)
        {
            isAway = true;
            if (!isTold)
                logger.JournalAway(error);
            isTold = true;
            return false;
        }
        finally
        {
            started.TrySetResult();
        }
    }

    /// <summary>The next try to connect waits; nobody else has to.</summary>
    void RefuseFor(int milliseconds)
    {
        if (!queue.TryTake(out var waiting, engine.IsOver ? 0 : milliseconds))
            return;
        do
            Refuse(waiting);
        while (queue.TryTake(out waiting));
    }

    void Refuse(Submission submission) => submission.Answer(
        engine.IsOver ? new Commit.Moved() : new Commit.Failed(Refusal.Unavailable));

    void End()
    {
        queue.CompleteAdding();
        while (queue.TryTake(out var left))
            Refuse(left);
        if (engine.IsOver)
        {
            HomeFigures.TermLost();
            logger.TermIsOver(engine.Term);
        }

        started.TrySetResult();
        opened.TrySetCanceled();
        ended.TrySetResult();
    }
}
