using System.Text.Json;
using System.Text.Json.Serialization;
using Charla.Pages.Contracts;

namespace Charla.Conversations.Contracts;

/// <summary>
/// All that the rules need to know of a conversation, and all that a list shows. Immutable: the next state is a new one.
/// </summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.ConversationState")]
public sealed record ConversationState
{
    /// <summary>How many entries the conversation has in all logs; a write that expects another number is refused.</summary>
    public long Version { get; init; }

    public long ThreadSeq { get; init; }

    public long TeamSeq { get; init; }

    public long ReceiptSeq { get; init; }

    /// <summary>Messages that were ever said, from either side.</summary>
    public long Messages { get; init; }

    /// <summary>Files that were ever sent, from either side.</summary>
    public long Files { get; init; }

    public ConversationStatus Status { get; init; }

    /// <summary>Messages of the person that the team has not read.</summary>
    public int Unread { get; init; }

    /// <summary>
    /// The thread's number at which the current exchange began: the person's first message ever, the first after seven
    /// days of silence, or the first after the conversation was resolved.
    /// </summary>
    public long StartedSeq { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? PersonWroteAt { get; init; }

    public long PersonWroteSeq { get; init; }

    /// <summary>When the person last reopened the window without a word: by a reaction, or by coming in once more.</summary>
    public DateTimeOffset? PersonOpenedAt { get; init; }

    /// <summary>Messages of the page since the window closed; 0 again when the person does something.</summary>
    public int SentAfterWindow { get; init; }

    public IReadOnlyList<ConsentToken>? Tokens { get; init; }

    /// <summary>The app that answers in this conversation, if one took it.</summary>
    public string? Owner { get; init; }

    /// <summary>The last instant at which it is the owner's; then the thread is idle.</summary>
    public DateTimeOffset? OwnedUntil { get; init; }

    /// <summary>When somebody of the team, or an app, last wrote; the helper does not count.</summary>
    public DateTimeOffset? TeamWroteAt { get; init; }

    public DateTimeOffset? HelperWroteAt { get; init; }

    /// <summary>The person's first message that nobody of the team has answered.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    public LastMessage? Last { get; init; }

    public bool HelperQuiet { get; init; }

    /// <summary>The person wants no message of the page.</summary>
    public bool BlockedByPerson { get; init; }

    public bool BlockedByPage { get; init; }

    public Watermarks PersonHas { get; init; } = new(0, 0);

    public Watermarks TeamHas { get; init; } = new(0, 0);

    /// <summary>By which entrance the person came first.</summary>
    public EntranceUsed? Source { get; init; }

    /// <summary>What a later version of the program keeps here stays, also when this one writes the state.</summary>
    [JsonExtensionData, JsonInclude]
    internal IDictionary<string, JsonElement>? OfLater { get; set; }

    /// <summary>When the person last did something that lets the page write.</summary>
    [JsonIgnore]
    public DateTimeOffset? PersonActedAt =>
        PersonOpenedAt is null || PersonWroteAt > PersonOpenedAt ? PersonWroteAt : PersonOpenedAt;

    [JsonIgnore]
    public bool IsUnread => Unread > 0;

    /// <summary>The team's inbox as an app, by the number that the wire knows it by.</summary>
    public const string InboxApp = ThreadControl.Inbox;

    /// <summary>Whose the thread is now; null when it is nobody's in particular.</summary>
    public string? OwnerOf(Page page, DateTimeOffset now) => ThreadControl.OwnerOf(this, page.DefaultApp, now);

    /// <summary>A program answers here, so nothing else does by itself.</summary>
    public bool IsAnsweredByApp(Page page, DateTimeOffset now) =>
        OwnerOf(page, now) is { } owner && owner != InboxApp && (owner != page.DefaultApp || page.IsDefaultAppListening);

    /// <summary>Whether the author's message would be sent now, without sending it.</summary>
    public Verdict Judge(Author by, SendTerms terms, DateTimeOffset now) =>
        Conversation.Refuses(this, by, terms, now) is { } refusal
            ? new Verdict(null, refusal)
            : MessagingPolicy.Decide(this, terms, now);

    /// <summary>Something was said. Before that, somebody only came in: no list shows it and nothing counts it.</summary>
    [JsonIgnore]
    public bool HasBegun => Messages > 0;
}

/// <summary>Up to which number of the thread a side has received and read.</summary>
[GenerateSerializer, Immutable, Alias("charla.Watermarks")]
public sealed record Watermarks([property: Id(0)] long Delivered, [property: Id(1)] long Read);

/// <summary>The last message, cut for a list.</summary>
[GenerateSerializer, Immutable, Alias("charla.LastMessage")]
public sealed record LastMessage(
    [property: Id(0)] long Seq,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Kind,
    [property: Id(3)] string? Text,
    [property: Id(4)] AuthorKind From,
    [property: Id(5)] string? FromName);
