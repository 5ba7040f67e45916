using Charla.Conversations.Contracts;

namespace Charla.Platform.Messages;

/// <summary>What the wire's message says, before its media are fetched.</summary>
sealed record MessageParts(MessageContent Content)
{
    public IReadOnlyList<MediaPart> Media { get; init; } = [];
}

/// <summary>A file that a message or an upload speaks of.</summary>
/// <param name="Kind">What the sender says it is.</param>
/// <param name="Url">Where it lies; null for one that was uploaded, or comes in the same request.</param>
/// <param name="AttachmentId">What an earlier upload was answered with.</param>
/// <param name="IsReusable">The sender wants an id for it.</param>
sealed record MediaPart(AttachmentKind Kind, string? Url, string? AttachmentId, bool IsReusable);
