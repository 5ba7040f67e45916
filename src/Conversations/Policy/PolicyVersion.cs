using System.Collections.Frozen;
using Charla.Pages.Contracts;

namespace Charla.Conversations.Policy;

/// <summary>What differs between the profiles.</summary>
sealed record PolicyVersion
{
    static readonly FrozenSet<string> TagsOf2017 = FrozenSet.Create(
        StringComparer.Ordinal,
        "ACCOUNT_UPDATE", "APPLICATION_UPDATE", "APPOINTMENT_UPDATE", "COMMUNITY_ALERT", "CONFIRMED_EVENT_REMINDER",
        "FEATURE_FUNCTIONALITY_UPDATE", "GAME_EVENT", "ISSUE_RESOLUTION", "NON_PROMOTIONAL_SUBSCRIPTION", "PAIRING_UPDATE",
        "PAYMENT_UPDATE", "PERSONAL_FINANCE_UPDATE", "RESERVATION_UPDATE", "SHIPPING_UPDATE", "TICKET_UPDATE",
        "TRANSPORTATION_UPDATE");

    static readonly FrozenSet<string> TagsOf2020 = FrozenSet.Create(
        StringComparer.Ordinal, "ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE");

    static readonly PolicyVersion[] All =
    [
        new() { AnyTime = TagsOf2020, HasHumanAgents = true, HasUtility = true, HasMarketingTokens = true, HasTokens = true },
        new() { AnyTime = TagsOf2017, MoreAfterWindow = 1 },
        new() { AnyTime = TagsOf2020, HasHumanAgents = true, HasTokens = true },
        new()
        {
            HasHumanAgents = true,
            HasUtility = true,
            HasTokens = true,
            HasMarketingTokens = true,
            ShortestPause = TimeSpan.FromHours(48),
        },
    ];

    /// <summary>Tags that allow a message at any time.</summary>
    public FrozenSet<string> AnyTime { get; init; } = [];

    /// <summary>How many messages may follow after the window, until the person does something again.</summary>
    public int MoreAfterWindow { get; init; }

    /// <summary>People of the business answer for a week; so may the question how satisfied the customer is.</summary>
    public bool HasHumanAgents { get; init; }

    public bool HasUtility { get; init; }

    public bool HasTokens { get; init; }

    /// <summary>Tokens that are good more than once.</summary>
    public bool HasMarketingTokens { get; init; }

    /// <summary>Between two messages by the same token, however often the person agreed to.</summary>
    public TimeSpan ShortestPause { get; init; }

    public static PolicyVersion Of(PolicyProfile profile) => All[(int)profile];
}
