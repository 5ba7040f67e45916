using System.Data.Common;
using Charla.Conversations.Contracts;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>
/// Runs one follower through one partition: from its checkpoint through everything committed, woken by commits, from
/// memory when it keeps up and from the journal when it does not.
/// </summary>
sealed class FollowerLoop(
    IFollower follower,
    int partition,
    FollowerStore store,
    JournalWriter journal,
    TimeProvider clock,
    ILogger logger)
{
    const int BatchSize = 256;
    const int SmallestLargeBatch = 16;
    const int LargestBatch = 2048;
    const int MuchASecond = 500;
    static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestWrite = TimeSpan.FromMilliseconds(4);
    static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(25);
    static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    readonly HashSet<ConversationId> troubled = [];
    readonly JournalTail tail = journal.Tail;
    volatile bool isRecalled;
    long retriedAt;
    int batchSize = BatchSize;
    long position;
    long saved;
    long savedAt;
    long lastSeen;
    long lastSeenAt;
    bool hasBegun;

    /// <summary>How many entries it has still to read.</summary>
    public long Lag => Math.Max(0, tail.Last - Volatile.Read(ref position));

    /// <summary>Something that was left aside is to be tried again.</summary>
    public void Recall()
    {
        isRecalled = true;
        tail.Announce();
    }

    /// <summary>Until told to stop, or until the term is over: then a later home follows.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var here = CancellationTokenSource.CreateLinkedTokenSource(stop);
        FollowerFigures.Began(this, follower.Name);
        try
        {
            await RunUntil(here.Token);
        }
        finally
        {
            FollowerFigures.Ended(this);
            await here.CancelAsync();
        }
    }

    async Task RunUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await journal.Opened.WaitAsync(stop);
                await Follow(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || journal.Opened.IsCanceled)
            {
                await SaveAtTheEnd();
                return;
            }
            catch (FollowerStore.TermIsOverException)
            {
                journal.Complete();
                return;
            }
            catch (Exception error)
            {
                logger.FollowerStopped(error, follower.Name);
                await Task.Delay(RetryEvery, CancellationToken.None);
            }
        }
    }

    async Task Follow(CancellationToken cancel)
    {
        position = saved = await store.TakeCheckpoint(follower.Name, partition, journal.Term);
        savedAt = clock.GetTimestamp();
        troubled.Clear();
        troubled.UnionWith(await store.Troubled(follower.Name, partition));
        if (!hasBegun)
            await follower.Begin(partition, cancel);
        hasBegun = true;
        while (true)
        {
            var batch = await Next();
            if (batch.Count == 0 || clock.GetElapsedTime(retriedAt) >= RetryEvery)
                await RetryParked(cancel);
            if (batch.Count == 0)
            {
                await WaitForMore(cancel);
                await Save();
                continue;
            }

            var since = clock.GetTimestamp();
            await TakeAll(batch, cancel);
            position = batch[^1].Position;
            await Save();
            if (follower.TakesMany)
                FitBatch(batch.Count, clock.GetElapsedTime(since));
            if (follower.Rests)
                await RestAfter(clock.GetElapsedTime(since), cancel);
        }
    }

    /// <summary>
    /// Once a second at most, because each is a commit of its own that the journal waits for. A second that is read
    /// again after a crash changes nothing: that is the follower's promise.
    /// </summary>
    async Task Save()
    {
        if (position == saved || clock.GetElapsedTime(savedAt) < SaveEvery)
            return;
        await store.SaveCheckpoint(follower.Name, partition, journal.Term, position);
        (saved, savedAt) = (position, clock.GetTimestamp());
    }

    /// <summary>Whoever follows next need not read the last second again.</summary>
    async Task SaveAtTheEnd()
    {
        try
        {
            if (position != saved)
                await store.SaveCheckpoint(follower.Name, partition, journal.Term, position);
        }
        catch (Exception error) when (error is FollowerStore.TermIsOverException or DbException)
        {
            // It reads it again.
        }
    }

    async Task<IReadOnlyList<Entry>> Next()
    {
        var batch = new List<Entry>();
        while (batch.Count < batchSize && tail.TryGet(position + batch.Count + 1, out var entry))
            batch.Add(entry);
        return batch.Count > 0 || tail.Last <= position ? batch : await store.After(partition, position, batchSize);
    }

    /// <summary>Until there is more to read; while something is parked or not yet saved, at most a second.</summary>
    async Task WaitForMore(CancellationToken cancel)
    {
        if (troubled.Count == 0 && position == saved)
        {
            await tail.WaitBeyond(position, () => isRecalled, cancel);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(tail.WaitBeyond(position, () => isRecalled, either.Token), Task.Delay(RetryEvery, either.Token));
        await either.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>The next batch is as large as can be written in the time that a message may be kept waiting by it.</summary>
    void FitBatch(int count, TimeSpan worked)
    {
        if (worked > LongestWrite)
            batchSize = Math.Max(SmallestLargeBatch, count / 2);
        else if (count == batchSize && worked < LongestWrite / 2)
            batchSize = Math.Min(LargestBatch, batchSize * 2);
    }

    /// <summary>What is written by the way takes a fifth of the time, and a twentieth while much is said.</summary>
    Task RestAfter(TimeSpan worked, CancellationToken cancel)
    {
        var (last, at) = (tail.Last, clock.GetTimestamp());
        var isBusy = last - lastSeen > MuchASecond * clock.GetElapsedTime(lastSeenAt, at).TotalSeconds;
        (lastSeen, lastSeenAt) = (last, at);
        var rest = worked * (isBusy ? 19 : 4);
        return Task.Delay(rest > ShortestRest ? rest : ShortestRest, cancel);
    }

    async Task TakeAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        if (follower.TakesMany && troubled.Count == 0 && await TryHandleAll(entries, cancel))
            return;
        foreach (var entry in entries)
        {
            await Take(entry, cancel);
            position = entry.Position;
        }
    }

    async Task<bool> TryHandleAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        try
        {
            var wanted = entries.Where(follower.Wants).ToList();
            if (wanted.Count > 0)
                await follower.HandleAll(wanted, cancel);
            return true;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            logger.FollowerFailed(error, follower.Name, entries[0].Position, attempt: 1, error.Message);
            return false;
        }
    }

    async Task Take(Entry entry, CancellationToken cancel)
    {
        if (!follower.Wants(entry))
            return;
        if (troubled.Contains(entry.Conversation))
        {
            await store.Park(follower.Name, partition, journal.Term, entry, attempts: 0, clock.GetUtcNow(), "waits for an earlier entry");
            return;
        }

        if (await TryHandle(entry, attempt: 1, cancel) is not { } reason)
            return;
        troubled.Add(entry.Conversation);
        await store.Park(follower.Name, partition, journal.Term, entry, attempts: 1, clock.GetUtcNow() + RetryEvery, reason);
    }

    /// <summary>All that waited behind an entry follows at once when that is through.</summary>
    async Task RetryParked(CancellationToken cancel)
    {
        retriedAt = clock.GetTimestamp();
        if (troubled.Count == 0 && !isRecalled)
            return;
        isRecalled = false;
        while (await store.Due(follower.Name, partition, clock.GetUtcNow()) is { Count: > 0 } due)
        {
            foreach (var parked in due)
                await Retry(parked, cancel);
            cancel.ThrowIfCancellationRequested();
        }

        troubled.Clear();
        troubled.UnionWith(await store.Troubled(follower.Name, partition));
    }

    async Task Retry(FollowerStore.Parked parked, CancellationToken cancel)
    {
        var attempt = parked.Attempts + 1;
        if (await TryHandle(parked.Entry, attempt, cancel) is not { } reason)
        {
            await store.Unpark(follower.Name, parked.Entry);
            return;
        }

        await store.Failed(follower.Name, parked, clock.GetUtcNow(), reason);
        if (attempt < FollowerStore.MostAttempts)
            return;
        FollowerFigures.LeftAside(follower.Name);
        logger.EntryLeftAside(follower.Name, parked.Entry.Position, parked.Entry.Conversation.Page, attempt, reason);
    }

    /// <summary>Null when it went well, else the reason.</summary>
    async Task<string?> TryHandle(Entry entry, int attempt, CancellationToken cancel)
    {
        using var span = Traces.IsOn ? Traces.Follower(follower.Name, entry, tail.Trace(entry)) : null;
        try
        {
            await follower.Handle(entry, cancel);
            return null;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            logger.FollowerFailed(error, follower.Name, entry.Position, attempt, error.Message);
            return error.Message;
        }
    }
}
