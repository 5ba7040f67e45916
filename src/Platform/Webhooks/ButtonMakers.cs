using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Platform.Edges;

namespace Charla.Platform.Webhooks;

/// <summary>Knows whose button a person tapped, because what it means is for that app alone.</summary>
sealed class ButtonMakers(ConversationReader reader, ProfileStore profiles)
{
    static readonly string[] WithButtons = [ProfileRules.GetStarted, ProfileRules.Menu, ProfileRules.Breakers];

    /// <summary>The app's number; null when the button is nobody's, such as a question of the front desk, or nothing was tapped.</summary>
    public async ValueTask<string?> Of(Entry entry) => entry.Event switch
    {
        PostbackTapped { MessageSeq: { } seq } => await OfMessage(entry, seq),
        PostbackTapped tapped => await OfProfile(entry, tapped.Payload),
        _ => null,
    };

    async ValueTask<string?> OfMessage(Entry entry, long seq) =>
        await reader.Message(entry.Conversation, new MessageId(entry.Conversation.Person, seq)) is { By: { Kind: AuthorKind.App } by } ? by.Id : null;

    async ValueTask<string?> OfProfile(Entry entry, string payload)
    {
        var (page, person) = (entry.Conversation.Page, entry.Conversation.Person);
        foreach (var profile in new[] { await profiles.Of(page, person), await profiles.Of(page, null) })
        {
            foreach (var property in WithButtons)
            {
                if (profile.TryGetValue(property, out var value) && value.App is { } app && ShownProfile.Sends(value, payload))
                    return app.ToString(CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
