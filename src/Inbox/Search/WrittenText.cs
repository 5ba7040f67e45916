using Charla.Conversations.Contracts;

namespace Charla.Inbox.Search;

/// <summary>The text of an entry that a search looks through: messages with their files and cards, taps, and notes.</summary>
static class WrittenText
{
    /// <summary>Null when the entry says nothing, or no longer does.</summary>
    public static string? Of(ConversationEvent what)
    {
        var text = what switch
        {
            MessageSent { Unsent: false, Content: var content } => string.Join('\n', Parts(content)),
            PostbackTapped tapped => tapped.Title,
            NoteAdded note => note.Text,
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    static IEnumerable<string> Parts(MessageContent content) =>
    [
        .. Some(content.Text),
        .. content.Attachments?.Select(file => file.Name) ?? [],
        .. Some(content.Template?.Text),
        .. content.Template?.Cards?.SelectMany(card => (string[])[card.Title, .. Some(card.Subtitle)]) ?? [],
    ];

    static string[] Some(string? text) => string.IsNullOrEmpty(text) ? [] : [text];
}
