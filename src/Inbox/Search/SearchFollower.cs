using Charla.Conversations.Contracts;

namespace Charla.Inbox.Search;

/// <summary>Keeps the words of everything written up to date with the journal, many entries in one write.</summary>
sealed class SearchFollower(ConversationReader reader, SearchStore store) : IFollower
{
    public const string NameOfCheckpoint = "search";

    public string Name => NameOfCheckpoint;

    public bool TakesMany => true;

    public bool Wants(Entry entry) =>
        entry.Event is MessageSent or PostbackTapped or NoteAdded or MessageEdited or MessageUnsent;

    public Task Handle(Entry entry, CancellationToken cancel) => HandleAll([entry], cancel);

    public async Task HandleAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        var written = new List<Written>(entries.Count);
        foreach (var entry in entries)
        {
            if (await Spoken(entry) is { } spoken)
                written.Add(new Written(spoken.Conversation.Page, spoken.Position, WrittenText.Of(spoken.Event)));
        }

        if (written.Count > 0)
            await store.Put(written);
    }

    /// <summary>The entry itself, or the message that it changed, as it is now.</summary>
    async ValueTask<Entry?> Spoken(Entry entry) => entry.Event switch
    {
        MessageEdited { MessageSeq: var seq } => await reader.Message(entry.Conversation, new MessageId(entry.Conversation.Person, seq)),
        MessageUnsent { MessageSeq: var seq } => await reader.Message(entry.Conversation, new MessageId(entry.Conversation.Person, seq)),
        _ => entry,
    };
}
