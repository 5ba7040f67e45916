using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>
/// Who answers in a conversation when several programs and the team could. A page that names no default app leaves it to
/// all of them. Else an idle thread is the default app's, and an active one its owner's, who may hand it on.
/// </summary>
static class ThreadControl
{
    public static readonly TimeSpan IdleAfter = TimeSpan.FromHours(24);
    public static readonly TimeSpan LongestExtension = TimeSpan.FromDays(7);

    /// <summary>Whose the thread is; null when it is nobody's in particular.</summary>
    public static string? OwnerOf(ConversationState state, string? defaultApp, DateTimeOffset now) =>
        IsActive(state, now) ? state.Owner : defaultApp;

    /// <summary>A no to an app that would speak in another's thread.</summary>
    public static Refusal? Refuses(ConversationState state, Author by, string? defaultApp, DateTimeOffset now) =>
        by.Kind == AuthorKind.App && defaultApp is not null && OwnerOf(state, defaultApp, now) is { } owner && owner != by.Id
            ? ThreadRefusals.OtherOwner
            : null;

    /// <summary>Whoever of the team answers takes the thread; the app that answers in an idle one keeps it.</summary>
    public static (ConversationState After, ConversationEvent? Moved) Spoke(
        ConversationState before, ConversationState after, Author by, SendTerms terms, DateTimeOffset now)
    {
        var (speaker, defaultApp) = (Speaker(by), terms.DefaultApp);
        if (defaultApp is null || speaker is null || (IsActive(before, now) && before.Owner == speaker))
            return (after, null);
        var previous = OwnerOf(before, defaultApp, now);
        var owned = after with { Owner = speaker, OwnedUntil = now + IdleAfter };
        var isNews = by.Kind == AuthorKind.Member && (terms.IsDefaultAppListening || previous != defaultApp);
        return (owned, isNews ? new ThreadMoved(ThreadMove.Taken, previous, speaker, null, before.ThreadSeq) : null);
    }

    public static Outcome<(ConversationState After, ConversationEvent Event)> Decide(
        ConversationState state, ControlThread command, DateTimeOffset now)
    {
        var asker = Speaker(command.By)!;
        var owner = OwnerOf(state, command.DefaultApp, now);
        var isOwner = command.DefaultApp is null || owner == asker;
        ConversationEvent Moved(string? next) => new ThreadMoved(command.Move, owner, next, command.Metadata, state.ThreadSeq);
        return command.Move switch
        {
            ThreadMove.Passed => isOwner || asker == command.DefaultApp
                ? (state with { Owner = command.Target, OwnedUntil = now + IdleAfter }, Moved(command.Target))
                : ThreadRefusals.NotOwner,
            ThreadMove.Taken => command.DefaultApp is null ? ThreadRefusals.NoDefault
                : asker == command.DefaultApp || asker == Inbox || !IsActive(state, now)
                    ? (state with { Owner = asker, OwnedUntil = now + IdleAfter }, Moved(asker))
                    : ThreadRefusals.NotOwner,
            ThreadMove.Requested => (state, Moved(asker)),
            ThreadMove.Released => isOwner
                ? (state with { Owner = null, OwnedUntil = null }, Moved(null))
                : ThreadRefusals.NotOwner,
            ThreadMove.Extended => !isOwner ? ThreadRefusals.NotOwner
                : command.Duration is { } duration && duration > TimeSpan.Zero && duration <= LongestExtension
                    ? (state with { Owner = asker, OwnedUntil = now + duration }, Moved(asker))
                    : ThreadRefusals.BadDuration,
        };
    }

    /// <summary>The team's inbox as an app, by the number that the wire knows it by.</summary>
    public const string Inbox = "263902037430900";

    /// <summary>A person's message keeps an active thread active for another day.</summary>
    public static ConversationState Heard(ConversationState before, ConversationState after, DateTimeOffset now) =>
        IsActive(before, now) && before.OwnedUntil < now + IdleAfter ? after with { OwnedUntil = now + IdleAfter }
        : IsActive(before, now) ? after
        : after with { Owner = null, OwnedUntil = null };

    static bool IsActive(ConversationState state, DateTimeOffset now) => state.Owner is not null && now <= state.OwnedUntil;

    static string? Speaker(Author by) => by.Kind switch
    {
        AuthorKind.App => by.Id,
        AuthorKind.Member => Inbox,
        _ => null,
    };
}
