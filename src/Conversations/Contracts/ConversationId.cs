using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>One page and one person: everything they ever said to each other is one conversation.</summary>
[GenerateSerializer, Alias("charla.ConversationId")]
public readonly record struct ConversationId([property: Id(0)] PageId Page, [property: Id(1)] Psid Person)
{
    /// <summary>The key of the conversation's grain.</summary>
    public string ToKey() => $"{Page}/{Person}";

    public static ConversationId FromKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new ConversationId(PageId.Parse(key[..slash], null), Psid.Parse(key[(slash + 1)..], null));
    }
}
