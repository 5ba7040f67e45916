using System.Diagnostics;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>The newest entries in memory, by position, so that a follower that keeps up reads nothing from the disk.</summary>
sealed class JournalTail
{
    public const int Capacity = 8192;

    readonly Entry?[] ring = new Entry?[Capacity];
    readonly Lock gate = new();
    ActivityContext[]? traces;
    long last;
    TaskCompletionSource news = New();

    public long Last => Volatile.Read(ref last);

    /// <summary>What the journal found on the disk. A follower that was earlier than the journal hears of it.</summary>
    public void StartAfter(long position)
    {
        Volatile.Write(ref last, position);
        Announce();
    }

    public void Add(IReadOnlyList<Entry> entries, ActivityContext trace = default)
    {
        lock (gate)
        {
            foreach (var entry in entries)
                ring[entry.Position % Capacity] = entry;
            if (trace != default || traces is not null)
                Remember(entries, trace);
            last = entries[^1].Position;
        }
    }

    public void Announce() => Interlocked.Exchange(ref news, New()).TrySetResult();

    public bool TryGet(long position, out Entry entry)
    {
        lock (gate)
        {
            entry = ring[position % Capacity]!;
            return entry is not null && entry.Position == position;
        }
    }

    /// <summary>The trace that brought the entry, if it is in memory and anybody listened.</summary>
    public ActivityContext Trace(Entry entry)
    {
        lock (gate)
            return traces is not null && ring[entry.Position % Capacity]?.Position == entry.Position ? traces[entry.Position % Capacity] : default;
    }

    void Remember(IReadOnlyList<Entry> entries, ActivityContext trace)
    {
        traces ??= new ActivityContext[Capacity];
        foreach (var entry in entries)
            traces[entry.Position % Capacity] = trace;
    }

    /// <summary>Completes when there is an entry after the position, or, once that was announced, something else to do.</summary>
    public async Task WaitBeyond(long position, Func<bool> hasOther, CancellationToken cancel)
    {
        while (true)
        {
            var next = Volatile.Read(ref news);
            if (Last > position || hasOther())
                return;
            await next.Task.WaitAsync(cancel);
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
