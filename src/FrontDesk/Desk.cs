using Charla.Conversations.Contracts;
using Charla.Kernel.Storage;

namespace Charla.FrontDesk;

/// <summary>Which rule speaks.</summary>
enum ReplyRule
{
    Faq,
    Away,
    Instant,
    Handover,
}

/// <summary>The one automatic message that answers a person's message.</summary>
sealed record DeskReply(ReplyRule Rule, IReadOnlyDictionary<string, string> Text);

/// <summary>Whether the page is open at a moment, and when it opens next; null when it never does.</summary>
readonly record struct Opening(bool IsOpen, DateTimeOffset? Next)
{
    /// <summary>Names the closed period, also one without an end.</summary>
    public DateTimeOffset ClosedUntil => Next ?? Never;

    static readonly DateTimeOffset Never = DateTimeOffset.MaxValue.ToMilliseconds();
}

/// <summary>What the desk said before in one conversation, so that it does not say it again.</summary>
/// <param name="InstantIn">The start (its number in the thread) that got an instant reply.</param>
/// <param name="AwayUntil">The opening that the last away reply promised: it names the closed period.</param>
sealed record DeskMemory(long InstantIn = 0, DateTimeOffset? AwayUntil = null);

/// <summary>
/// Decides the automatic reply to a person's message: at most one, the most useful. To who asks for a person, that the
/// team was told, after which the desk is silent; the answer to the very question; else, when closed, the away reply once in a closed period; else the instant reply once in a start. Nothing once
/// a person of the team took over.
/// </summary>
static class Desk
{
    /// <summary>Whether any rule could speak to these words at all: asked first, because most messages need nobody's state.</summary>
    public static bool MayAnswer(DeskSettings settings, string? text, string? payload) =>
        settings.Instant.On || settings.Away.On || settings.Faqs.Any(faq => faq.IsAsked(text, payload))
        || Handover.IsAsked(text, payload);

    /// <summary>The reply, or null, and what the desk remembers once it is sent.</summary>
    public static (DeskReply? Reply, DeskMemory Memory) Answer(
        DeskSettings settings,
        ConversationState conversation,
        DeskMemory memory,
        Opening opening,
        string? text,
        string? payload)
    {
        if (conversation.HelperQuiet)
            return (null, memory);

        if (Handover.IsAsked(text, payload))
            return (Handover.Reply(opening), memory);

        if (settings.Faqs.FirstOrDefault(faq => faq.IsAsked(text, payload)) is { } asked)
            return (new DeskReply(ReplyRule.Faq, asked.Answer), memory);

        if (!opening.IsOpen && settings.Away.On)
        {
            return memory.AwayUntil == opening.ClosedUntil
                ? (null, memory)
                : (new DeskReply(ReplyRule.Away, settings.Away.Text), memory with { AwayUntil = opening.ClosedUntil });
        }

        return settings.Instant.On && memory.InstantIn != conversation.StartedSeq
            ? (new DeskReply(ReplyRule.Instant, settings.Instant.Text), memory with { InstantIn = conversation.StartedSeq })
            : (null, memory);
    }
}
