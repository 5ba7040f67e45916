using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>On what ground a message may be sent.</summary>
public enum PolicyBasis
{
    /// <summary>The person did something within the window.</summary>
    Window,

    /// <summary>The one message that the rules of 2017 allow after the window.</summary>
    OneMore,

    /// <summary>A person of the business answers within a week.</summary>
    HumanAgent,

    /// <summary>A tag allows it.</summary>
    Tag,

    /// <summary>It was made of a utility template.</summary>
    Utility,

    /// <summary>The person gave a token.</summary>
    Token,
}

/// <summary>What the policy says of a message, and why.</summary>
/// <param name="Basis">Null when it is refused.</param>
/// <param name="Until">The last instant for which this answer holds, when one is known.</param>
public sealed record Verdict(PolicyBasis? Basis, Refusal? Refusal, DateTimeOffset? Until = null)
{
    public bool IsAllowed => Refusal is null;
}
