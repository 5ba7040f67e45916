using Charla.Pages.Contracts;

namespace Charla.Conversations.Contracts;

/// <summary>What the page claims a message to be; the policy accepts it as such or refuses it.</summary>
[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties), Immutable, Alias("charla.SendTerms")]
public sealed record SendTerms
{
    public PolicyProfile Profile { get; init; }

    /// <summary>The page's default app, which decides whose the thread is; see <see cref="ControlThread"/>.</summary>
    public string? DefaultApp { get; init; }

    /// <summary>It is told of messages, and so of whose the thread is.</summary>
    public bool IsDefaultAppListening { get; init; }

    public MessagingType Type { get; init; }

    /// <summary>Such as <c>HUMAN_AGENT</c>, in the words of the wire.</summary>
    public string? Tag { get; init; }

    /// <summary>The id of a <see cref="ConsentToken"/> of this conversation.</summary>
    public string? Token { get; init; }

    /// <summary>It advertises. What may be sent under a tag never does.</summary>
    public bool IsPromotional { get; init; }

    /// <summary>A person of the business wrote it, also if an app brought it.</summary>
    public bool IsHuman { get; init; }

    /// <summary>It asks how satisfied the customer is, by the template for that.</summary>
    public bool IsFeedback { get; init; }

    /// <summary>It was sent elsewhere already and is only written down here, so no rule can refuse it any more.</summary>
    public bool IsEcho { get; init; }

    /// <summary>It was made of a utility template.</summary>
    public bool IsUtilityTemplate { get; init; }

    /// <summary>On a server for tests: it need not wait until the token is good again.</summary>
    public bool IsFollowUp { get; init; }
}

public enum MessagingType
{
    Response,
    Update,
    MessageTag,
    Utility,
}

/// <summary>A person's consent to be written to later: for one message, or for one in each period.</summary>
/// <param name="Every">How often at most; null for a token that is good for one message only.</param>
[GenerateSerializer, Immutable, Alias("charla.ConsentToken")]
public sealed record ConsentToken(
    [property: Id(0)] string Id,
    [property: Id(1)] string Topic,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] TimeSpan? Every = null,
    [property: Id(4)] DateTimeOffset? UsedAt = null,
    [property: Id(5)] bool IsStopped = false);
