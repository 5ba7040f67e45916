using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>Reads what is on the disk: pages of a log, states, and a page's list of conversations.</summary>
public sealed class ConversationReader
{
    public const int MaxLimit = 200;

    readonly ConversationStore store;
    string? epoch;

    internal ConversationReader(ConversationStore store) => this.store = store;

    /// <summary>Changes only when the store was restored from a backup: then numbers of before mean nothing.</summary>
    public async ValueTask<string> Epoch() => epoch ??= await store.Epoch();

    public Task<ConversationState> State(ConversationId id) => store.State(id);

    /// <summary>
    /// A page of a log in order: what follows <paramref name="after"/>, or the last before <paramref name="before"/>, or
    /// without both the newest.
    /// </summary>
    /// <param name="limit">1 to <see cref="MaxLimit"/>; more is cut to it.</param>
    public async Task<EntryPage> Page(ConversationId id, Log log, long? after, long? before, int limit)
    {
        limit = Math.Clamp(limit, 1, MaxLimit);
        var entries = after is { } seq
            ? await store.After(id, log, seq, limit + 1)
            : await store.Before(id, log, before ?? long.MaxValue, limit + 1);
        var more = entries.Count > limit;
        if (more)
            entries = after is null ? [.. entries.Skip(1)] : [.. entries.Take(limit)];
        return new EntryPage(log == Log.Thread ? await Quoting(id, entries) : entries, more);
    }

    /// <summary>The message with this id, if it stands in this conversation.</summary>
    public async Task<Entry?> Message(ConversationId id, MessageId message) =>
        message.Person == id.Person && await store.Find(id, Log.Thread, message.Seq) is { } found
            ? (await Quoting(id, [found]))[0]
            : null;

    /// <summary>A page's entries at these positions of the journal, in order; those that are not there are left out.</summary>
    public Task<IReadOnlyList<Entry>> At(PageId page, IReadOnlyCollection<long> positions) =>
        positions.Count == 0 ? Task.FromResult<IReadOnlyList<Entry>>([]) : store.AtPositions(page, positions);

    /// <summary>A page's conversations, newest first (or longest waiting first): those that follow a row, or those before it.</summary>
    public Task<IReadOnlyList<ListedConversation>> List(
        PageId page, ListFilter filter, ListCursor? cursor, int limit, bool backwards = false) =>
        store.List(page, filter, cursor, Math.Clamp(limit, 1, MaxLimit), backwards);

    public Task<ConversationCounts> Counts(PageId page) => store.Counts(page);

    async Task<IReadOnlyList<Entry>> Quoting(ConversationId id, IReadOnlyList<Entry> entries)
    {
        var seqs = entries.Select(QuotedSeq).OfType<long>().ToHashSet();
        if (seqs.Count == 0)
            return entries;
        var quoted = (await store.ThreadEntries(id, seqs)).ToDictionary(entry => entry.Seq);
        return [.. entries.Select(entry => entry with { Quoted = quoted.GetValueOrDefault(QuotedSeq(entry) ?? 0) })];
    }

    static long? QuotedSeq(Entry entry) => (entry.Event as MessageSent)?.Content.ReplyToSeq;
}

/// <summary>Entries in order, and whether the log has more in the direction that was asked.</summary>
public sealed record EntryPage(IReadOnlyList<Entry> Entries, bool More);

/// <summary>Which conversations a list shows.</summary>
/// <param name="Status">Null for all.</param>
/// <param name="OnlyPersons">Only these persons' conversations, when a search found them; at most 200.</param>
public sealed record ListFilter(
    ConversationStatus? Status = null,
    bool Unread = false,
    bool WaitingFirst = false,
    IReadOnlyCollection<Psid>? OnlyPersons = null);

/// <summary>The last row a reader has: its time (of the last message, or of the wait) and person.</summary>
public sealed record ListCursor(long At, long Person);

public sealed record ListedConversation(ConversationId Id, ConversationState State, ListCursor Cursor);

public sealed record ConversationCounts(long Open, long Unread, long Resolved);
