using System.Collections.Concurrent;
using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// The one writer of a partition in this process. Its thread takes all that waits, has the engine write it in one
/// transaction, and only then answers. What arrives meanwhile is the next batch: no timer, and one fsync for many
/// conversations.
/// </summary>
sealed class JournalWriter(IJournalEngine engine, JournalTail tail, int maxBatch, ILogger logger) : IDisposable
{
    const int FirstPause = 50;
    const int LongestPause = 1000;

    readonly BlockingCollection<Submission> queue = new(new ConcurrentQueue<Submission>());
    readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool isAway;
    bool isTold;
    Thread? thread;

    public JournalTail Tail => tail;

    /// <summary>False while the store does not answer: what is submitted then is refused at once.</summary>
    public bool IsWriting => !isAway && !engine.IsBroken;

    public Task Start()
    {
        thread = new Thread(Run) { Name = "journal", IsBackground = true };
        thread.Start();
        return started.Task;
    }

    public bool TryAdd(Submission submission)
    {
        try
        {
            if (!IsWriting)
                return false;
            queue.Add(submission);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public void Complete() => queue.CompleteAdding();

    /// <summary>Waits for what is under way.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread?.Join(TimeSpan.FromSeconds(10));
        queue.Dispose();
    }

    void Run()
    {
        using var closing = engine;
        var pause = FirstPause;
        var batch = new List<Submission>(maxBatch);
        while (!queue.IsCompleted)
        {
            if (!engine.IsOpen && !TryOpen())
            {
                RefuseFor(pause);
                pause = Math.Min(2 * pause, LongestPause);
                continue;
            }

            pause = FirstPause;
            if (!queue.TryTake(out var first, Timeout.Infinite))
                return;
            batch.Add(first);
            while (batch.Count < maxBatch && queue.TryTake(out var next))
                batch.Add(next);
            if (engine.IsOpen || TryOpen())
                Write(batch);
            else
                batch.ForEach(Refuse);
            batch.Clear();
        }
    }

    void Write(List<Submission> batch)
    {
        var outcomes = engine.Write(batch);
        isAway = !engine.IsOpen;
        var stored = outcomes.TakeWhile(outcome => outcome.Commit is Commit.Stored).ToList();
        foreach (var (submission, commit) in stored)
        {
            submission.Answer(commit);
            tail.Add(((Commit.Stored)commit).Entries);
        }

        if (stored.Count > 0)
        {
            JournalFigures.Committed(stored.Count);
            tail.Announce();
        }

        foreach (var (submission, commit) in outcomes.Skip(stored.Count))
            submission.Answer(commit);
    }

    bool TryOpen()
    {
        try
        {
            tail.StartAfter(engine.Open());
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
        if (!queue.TryTake(out var waiting, milliseconds))
            return;
        do
            Refuse(waiting);
        while (queue.TryTake(out waiting));
    }

    static void Refuse(Submission submission) => submission.Answer(new Commit.Failed(Refusal.Unavailable));
}
