using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>One page and one person: everything they ever said to each other is one conversation.</summary>
[GenerateSerializer, Alias("charla.ConversationId")]
public readonly record struct ConversationId([property: Id(0)] PageId Page, [property: Id(1)] Psid Person)
{
    /// <summary>A name for it outside of the program.</summary>
    public string ToKey() => $"{Page}/{Person}";
}
