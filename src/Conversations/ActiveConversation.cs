using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Conversations;

/// <summary>
/// The one writer of one conversation: asks the rules, hands the decision to the journal, answers after the disk. The
/// next command is decided on the state that will be, so that a busy conversation shares its commits too; screens and
/// readers see the state that is. Deciding and queueing happen under one lock, which makes the journal's order the order
/// of the numbers.
/// </summary>
sealed class ActiveConversation(
    ConversationId id,
    ConversationStore store,
    JournalWriter journal,
    LiveChannels live,
    TimeProvider clock)
{
    const int RememberedClientIds = 64;
    const int MostTries = 5;

    readonly Lock gate = new();
    readonly Queue<Waiting> waiting = new();
    readonly Queue<string> remembered = new();
    readonly Dictionary<string, Once> recent = [];
    ConversationState stored = new();
    ConversationState ahead = new();
    Run run = new();
    Task? loading;
    Task lastChange = Task.CompletedTask;

    /// <summary>Somebody asked for it since the last sweep.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Nothing of it is on its way to the disk.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (gate)
                return waiting.Count == 0;
        }
    }

    /// <summary>The state as it is on the disk. A follower that has seen an entry never finds an older state here.</summary>
    public async ValueTask<ConversationState> Look()
    {
        await Loaded();
        lock (gate)
        {
            Settle();
            return stored;
        }
    }

    public async Task Type(Author by, bool on)
    {
        var state = await Look();
        if (!(by.IsPerson ? state.BlockedByPage : state.BlockedByPerson))
            live.Publish(id, new Typing(id, by, on));
    }

    public Task<Outcome<Receipt>> Do(Command command) => Traces.IsOn ? Traced(command) : Take(command);

    async Task<Outcome<Receipt>> Traced(Command command)
    {
        using var span = Traces.Conversation(id);
        return await Take(command);
    }

    Task<Outcome<Receipt>> Take(Command command) => command switch
    {
        OnceCommand once => DoOnce(once),
        Edit edit => DoChange(edit, edit.MessageSeq),
        Unsend unsend => DoChange(unsend, unsend.MessageSeq),
        React react => DoChange(react, react.MessageSeq),
        Answer answer => DoChange(answer, answer.MessageSeq),
        _ => Decide(command),
    };

    async Task<Outcome<Receipt>> DoOnce(OnceCommand command)
    {
        if (ClientIds.Check(command.ClientId) is { } malformed)
            return malformed;
        var (key, hash) = (command.ClientKey, ClientIds.HashOf(command));
        var target = command is Send { Content.ReplyToSeq: { } seq } ? await store.Find(id, Log.Thread, seq) : null;
        Once? once;
        lock (gate)
        {
            if (!recent.TryGetValue(key, out once))
                Remember(key, once = new Once(hash, Decide(command, target, key, hash)));
        }

        if (once.Hash != hash)
            return ConversationRefusals.ClientIdReused;
        var isAccepted = false;
        try
        {
            var outcome = await once.Answer;
            isAccepted = outcome.IsAccepted;
            return outcome;
        }
        finally
        {
            if (!isAccepted)
                Forget(key, once);
        }
    }

    /// <summary>One at a time, because each rewrites the stored message that it read.</summary>
    Task<Outcome<Receipt>> DoChange(Command command, long messageSeq)
    {
        lock (gate)
        {
            var change = Change(lastChange);
            lastChange = change;
            return change;
        }

        async Task<Outcome<Receipt>> Change(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await Decide(command, await store.Find(id, Log.Thread, messageSeq));
        }
    }

    async Task<Outcome<Receipt>> Decide(Command command, Entry? target = null, string? key = null, long hash = 0)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            await Loaded();
            var (decided, submission) = Submit(command, target, key, hash);
            if (!decided.IsAccepted)
                return await EarlierOr(decided.Refusal, key, hash);
            if (submission is null)
                return new Receipt(decided.Value.After.ThreadSeq, clock.GetUtcNow().ToMilliseconds());
            var commit = await submission.Done;
            Settle();
            if (commit is Commit.Stored(var entries))
                return new Receipt(entries[0].Seq, entries[0].At);
            if (commit is Commit.Moved)
                return ConversationRefusals.Moved;
            var reloaded = Reload(submission.Run);
            if (commit is Commit.Failed(var refusal))
                return refusal; // The store may be away: who comes next waits for the state.
            await reloaded;
            if (commit is Commit.AlreadyThere)
                return await EarlierOr(Refusal.Unavailable, key, hash);
        }

        return Refusal.Unavailable;
    }

    (Outcome<Decision> Decided, Submission? Submission) Submit(Command command, Entry? target, string? key, long hash)
    {
        lock (gate)
        {
            var decided = Conversation.Decide(ahead, command, clock.GetUtcNow().ToMilliseconds(), target);
            if (!decided.IsAccepted || decided.Value.Entries.Count == 0)
                return (decided, null);
            var submission = new Submission(id, ahead, decided.Value, run, key, hash);
            ahead = decided.Value.After;
            waiting.Enqueue(new Waiting(submission, target));
            journal.Commit(submission);
            return (decided, submission);
        }
    }

    /// <summary>
    /// Takes over what the disk has, in its order: whoever wakes first does it for those before. The journal answers in
    /// order, so what is done stands at the head of the queue.
    /// </summary>
    void Settle()
    {
        lock (gate)
        {
            while (waiting.TryPeek(out var next) && next.Submission.Outcome is not null)
            {
                waiting.Dequeue();
                if (next.Submission.Outcome is not Commit.Stored(var entries))
                    continue;
                if (next.Submission.Decision.After.Version > stored.Version)
                    stored = next.Submission.Decision.After;
                live.Publish(id, new Happened(id, next.Submission.Decision.After, Quoting(entries, next.Target)));
            }
        }
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

    Task Loaded()
    {
        lock (gate)
            return loading is null or { IsFaulted: true } ? loading = Read() : loading;
    }

    /// <summary>Forgets what never reached the disk. Whoever decided on the same lost state shares one reading.</summary>
    Task Reload(Run lost)
    {
        lock (gate)
            return loading is null || (lost == run && loading.IsCompleted) ? loading = Read() : loading;
    }

    async Task Read()
    {
        var read = await store.State(id);
        lock (gate)
        {
            stored = ahead = read;
            run = new Run();
        }
    }

    void Remember(string key, Once once)
    {
        recent[key] = once;
        remembered.Enqueue(key);
        if (remembered.Count > RememberedClientIds)
            recent.Remove(remembered.Dequeue());
    }

    void Forget(string key, Once once)
    {
        lock (gate)
        {
            if (recent.GetValueOrDefault(key) == once)
                recent.Remove(key);
        }
    }

    static IReadOnlyList<Entry> Quoting(IReadOnlyList<Entry> entries, Entry? target) =>
        target is not null && entries[0].Event is MessageSent { Content.ReplyToSeq: not null }
            ? [entries[0] with { Quoted = target }, .. entries.Skip(1)]
            : entries;

    readonly record struct Waiting(Submission Submission, Entry? Target);

    sealed class Once(long hash, Task<Outcome<Receipt>> answer)
    {
        public long Hash => hash;

        public Task<Outcome<Receipt>> Answer => answer;
    }
}
