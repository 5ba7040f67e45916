using System.Text.Json;
using Charla.Conversations.Contracts;
using static Charla.Conversations.Contracts.FieldRules;

namespace Charla.Conversations;

/// <summary>What a person's answer to a template opens: the window, or a token to be written to later.</summary>
static class Consents
{
    const int Most = 50;
    static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public static ConversationState After(ConversationState state, Answered answered, DateTimeOffset now)
    {
        if (answered.Kind is not (TemplateKind.OneTimeNotifReq or TemplateKind.NotificationMessages))
            return state with { PersonOpenedAt = now, SentAfterWindow = 0 };
        var (asked, answer) = (JsonElement.Parse(answered.Asked), JsonElement.Parse(answered.Answer));
        var topic = Text(asked, "title") ?? Text(asked, "payload") ?? "";
        var others = (state.Tokens ?? []).Where(token => token.Topic != topic || token.Every is null).TakeLast(Most - 1);
        if (Text(answer, "token") is { } id)
        {
            var every = answered.Kind == TemplateKind.OneTimeNotifReq ? (TimeSpan?)null : EveryOf(asked);
            return state with { Tokens = [.. others, new ConsentToken(id, topic, now + Life, every)] };
        }

        return state with
        {
            Tokens = [.. (state.Tokens ?? []).Select(token => token.Topic == topic && token.Every is not null ? token with { IsStopped = true } : token)],
        };
    }

    static TimeSpan EveryOf(JsonElement asked) => Text(asked, "notification_messages_frequency")?.ToUpperInvariant() switch
    {
        "WEEKLY" => TimeSpan.FromDays(7),
        "MONTHLY" => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(1),
    };
}
