using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>
/// A partition that is at home in this process: the writer of its journal, the conversations that are active, and the
/// followers. They begin and end together.
/// </summary>
sealed class Home(
    int partition, JournalWriter journal, ActiveConversations conversations, IReadOnlyList<FollowerLoop> loops)
    : IAsyncDisposable
{
    static readonly TimeSpan TimeToDrain = TimeSpan.FromSeconds(5);
    static readonly TimeSpan TimeToOpen = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource stop = new();
    Task following = Task.CompletedTask;

    public int Partition => partition;

    public bool IsWriting => journal.IsWriting;

    /// <summary>0 until the store has answered.</summary>
    public long Term => journal.Term;

    /// <summary>It was closed, or a later home has opened the partition.</summary>
    public Task Ended => journal.Ended;

    public ActiveConversations Conversations => conversations;

    /// <summary>While the store does not answer, the home is there and refuses.</summary>
    public async Task Open()
    {
        var opened = journal.Start();
        following = Task.WhenAll(loops.Select(loop => Task.Run(() => loop.Run(stop.Token))));
        await opened.WaitAsync(TimeToOpen).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task<Outcome<Receipt>> Do(ConversationId id, Command command) => conversations.Of(id).Do(command);

    public ValueTask<ConversationState> Look(ConversationId id) => conversations.Of(id).Look();

    public Task Type(ConversationId id, Author by, bool on) => conversations.Of(id).Type(by, on);

    /// <summary>Its followers try again what they left aside.</summary>
    public void Recall()
    {
        foreach (var loop in loops)
            loop.Recall();
    }

    /// <summary>A later home has opened the partition: nothing that comes now would be written.</summary>
    public void GiveUp() => journal.Complete();

    /// <summary>The followers come to a stop while they can still write, then what was taken is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await following.WaitAsync(TimeToDrain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        journal.Complete();
        await journal.Ended.WaitAsync(TimeToDrain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        journal.Dispose();
        stop.Dispose();
    }
}
