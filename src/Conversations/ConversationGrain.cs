using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Orleans.Concurrency;

namespace Charla.Conversations;

/// <summary>
/// The one writer of one conversation: asks the rules, hands the decision to the journal, answers after the disk. It is
/// reentrant while it waits, so that a busy conversation shares its commits too: the next command is decided on the
/// state that will be, screens and readers see the state that is.
/// </summary>
[Reentrant]
sealed class ConversationGrain(ConversationStore store, Journal journal, LiveChannels live, TimeProvider clock)
    : Grain, IConversationGrain, IDisposable
{
    const int RememberedClientIds = 64;
    const int MostTries = 5;

    readonly Queue<string> remembered = new();
    readonly Dictionary<string, Once> recent = [];
    readonly SemaphoreSlim changes = new(1, 1);
    ConversationId id;
    ConversationState stored = new();
    ConversationState ahead = new();
    Task loading = Task.CompletedTask;
    int loads;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = ConversationId.FromKey(this.GetPrimaryKeyString());
        stored = ahead = await store.State(id);
    }

    public async Task<ConversationState> Look()
    {
        await loading;
        return stored;
    }

    public Task Type(Author by, bool on)
    {
        if (!(by.IsPerson ? stored.BlockedByPage : stored.BlockedByPerson))
            live.Publish(id, new Typing(id, by, on));
        return Task.CompletedTask;
    }

    public async Task<Outcome<Receipt>> Do(Command command) => command switch
    {
        OnceCommand once => await DoOnce(once),
        Edit edit => await DoChange(edit, edit.MessageSeq),
        Unsend unsend => await DoChange(unsend, unsend.MessageSeq),
        React react => await DoChange(react, react.MessageSeq),
        _ => await Decide(command),
    };

    public void Dispose() => changes.Dispose();

    async Task<Outcome<Receipt>> DoOnce(OnceCommand command)
    {
        if (ClientIds.Check(command.ClientId) is { } malformed)
            return malformed;
        var (key, hash) = (command.ClientKey, ClientIds.HashOf(command));
        if (recent.TryGetValue(key, out var earlier))
            return earlier.Hash == hash ? await earlier.Answer : ConversationRefusals.ClientIdReused;

        var target = command is Send { Content.ReplyToSeq: { } seq } ? await store.Find(id, Log.Thread, seq) : null;
        if (recent.TryGetValue(key, out earlier))
            return earlier.Hash == hash ? await earlier.Answer : ConversationRefusals.ClientIdReused;
        var answer = Decide(command, target, key, hash);
        Remember(key, new Once(hash, answer));
        var outcome = await answer;
        if (!outcome.IsAccepted)
            recent.Remove(key);
        return outcome;
    }

    /// <summary>One at a time, because each rewrites the stored message that it read.</summary>
    async Task<Outcome<Receipt>> DoChange(Command command, long messageSeq)
    {
        await changes.WaitAsync();
        try
        {
            return await Decide(command, await store.Find(id, Log.Thread, messageSeq));
        }
        finally
        {
            changes.Release();
        }
    }

    async Task<Outcome<Receipt>> Decide(Command command, Entry? target = null, string? key = null, long hash = 0)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            await loading;
            var load = loads;
            var now = clock.GetUtcNow().ToMilliseconds();
            var decided = Conversation.Decide(ahead, command, now, target);
            if (!decided.IsAccepted)
                return await EarlierOr(decided.Refusal, key, hash);
            var decision = decided.Value;
            if (decision.Entries.Count == 0)
                return new Receipt(ahead.ThreadSeq, now);

            var submission = new Submission(id, ahead, decision, key, hash);
            ahead = decision.After;
            switch (await journal.Commit(submission))
            {
                case Commit.Stored(var entries):
                    stored = decision.After;
                    live.Publish(id, new Happened(id, stored, Quoting(entries, target)));
                    return new Receipt(entries[0].Seq, entries[0].At);
                case Commit.AlreadyThere:
                    await Reload(load);
                    return await EarlierOr(Refusal.Unavailable, key, hash);
                case Commit.Failed(var refusal):
                    await Reload(load);
                    return refusal;
                case Commit.Overtaken:
                    await Reload(load);
                    break;
            }
        }

        return Refusal.Unavailable;
    }

    /// <summary>The first answer to this client id, if there was one; a rule that refuses now may have accepted then.</summary>
    async Task<Outcome<Receipt>> EarlierOr(Refusal refusal, string? key, long hash)
    {
        if (key is null || await store.FindByClient(id, key) is not { } earlier)
            return refusal;
        return earlier.Hash == hash
            ? new Receipt(earlier.Entry.Seq, earlier.Entry.At)
            : ConversationRefusals.ClientIdReused;
    }

    /// <summary>Forgets what never reached the disk. Whoever decided on the same lost state shares one reading.</summary>
    Task Reload(int load)
    {
        if (load == loads)
        {
            loads++;
            loading = Read();
        }

        return loading;

        async Task Read() => stored = ahead = await store.State(id);
    }

    void Remember(string key, Once once)
    {
        recent[key] = once;
        remembered.Enqueue(key);
        if (remembered.Count > RememberedClientIds)
            recent.Remove(remembered.Dequeue());
    }

    static IReadOnlyList<Entry> Quoting(IReadOnlyList<Entry> entries, Entry? target) =>
        target is not null && entries[0].Event is MessageSent { Content.ReplyToSeq: not null }
            ? [entries[0] with { Quoted = target }, .. entries.Skip(1)]
            : entries;

    sealed record Once(long Hash, Task<Outcome<Receipt>> Answer);
}
