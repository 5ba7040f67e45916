using Charla.Conversations.Policy;
using Charla.Kernel;
using Charla.Pages.Contracts;

namespace Charla.Conversations.Contracts;

/// <summary>
/// Whether a page may send a message now. Pure: the send, the countdown in the composer and <c>policy_check</c> ask the
/// same question. Durations are meant inclusively: a window of a day is open 24 hours after the act to the millisecond.
/// </summary>
public static class MessagingPolicy
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);
    public static readonly TimeSpan HumanWindow = TimeSpan.FromDays(7);

    const string HumanAgent = "HUMAN_AGENT";
    const string CustomerFeedback = "CUSTOMER_FEEDBACK";

    /// <summary>The tags by which a message may go outside of the window.</summary>
    public static IReadOnlyList<string> TagsOf(PolicyProfile profile)
    {
        var version = PolicyVersion.Of(profile);
        string[] weekly = version.HasHumanAgents ? [HumanAgent, CustomerFeedback] : [];
        return [.. weekly, .. version.AnyTime.Order(StringComparer.Ordinal)];
    }

    public static Verdict Decide(ConversationState state, SendTerms terms, DateTimeOffset now)
    {
        var version = PolicyVersion.Of(terms.Profile);
        if (terms.Token is { } token)
            return ByToken(state, version, token, terms.IsFollowUp, now);
        return terms switch
        {
            { Type: MessagingType.Utility } => ByUtility(version, terms),
            { Tag: { } tag } => ByTag(state, version, terms, tag, now),
            { Type: MessagingType.MessageTag } => No(PolicyRefusals.NoTag),
            _ => ByWindow(state, version, terms, now),
        };
    }

    static Verdict ByWindow(ConversationState state, PolicyVersion version, SendTerms terms, DateTimeOffset now)
    {
        if (Within(state, Window, now) is { } until)
            return new Verdict(PolicyBasis.Window, null, until);
        if (terms.IsHuman && !terms.IsPromotional && version.HasHumanAgents && Within(state, HumanWindow, now) is { } week)
            return new Verdict(PolicyBasis.HumanAgent, null, week);
        return state.PersonActedAt is not null && state.SentAfterWindow < version.MoreAfterWindow
            ? new Verdict(PolicyBasis.OneMore, null)
            : No(PolicyRefusals.OutsideWindow);
    }

    static Verdict ByTag(ConversationState state, PolicyVersion version, SendTerms terms, string tag, DateTimeOffset now)
    {
        var isWeekly = version.HasHumanAgents && tag is HumanAgent or CustomerFeedback;
        if (!isWeekly && !version.AnyTime.Contains(tag))
            return No(PolicyRefusals.UnknownTag);
        if (terms.IsPromotional)
            return No(PolicyRefusals.PromotionalTag);
        if (!isWeekly)
            return new Verdict(PolicyBasis.Tag, null);
        if (tag == HumanAgent && !terms.IsHuman)
            return No(PolicyRefusals.HumansOnly);
        if (tag == CustomerFeedback && !terms.IsFeedback)
            return No(PolicyRefusals.NotFeedback);
        return Within(state, HumanWindow, now) is { } until
            ? new Verdict(tag == HumanAgent ? PolicyBasis.HumanAgent : PolicyBasis.Tag, null, until)
            : No(PolicyRefusals.OutsideWindow);
    }

    static Verdict ByUtility(PolicyVersion version, SendTerms terms) =>
        !version.HasUtility || !terms.IsUtilityTemplate ? No(PolicyRefusals.NoUtility)
        : terms.IsPromotional ? No(PolicyRefusals.PromotionalTag)
        : new Verdict(PolicyBasis.Utility, null);

    static Verdict ByToken(ConversationState state, PolicyVersion version, string id, bool isFollowUp, DateTimeOffset now)
    {
        var token = version.HasTokens ? state.Tokens?.FirstOrDefault(token => token.Id == id) : null;
        if (token is null || now > token.ExpiresAt || (token.Every is null ? token.UsedAt is not null : !version.HasMarketingTokens))
            return No(PolicyRefusals.UnknownToken);
        if (token.IsStopped)
            return No(PolicyRefusals.Stopped);
        if (token is not { Every: { } every, UsedAt: { } usedAt } || isFollowUp)
            return new Verdict(PolicyBasis.Token, null, token.ExpiresAt);
        var next = usedAt + (every > version.ShortestPause ? every : version.ShortestPause);
        return now < next ? No(PolicyRefusals.TooSoon(next - now)) : new Verdict(PolicyBasis.Token, null, token.ExpiresAt);
    }

    static DateTimeOffset? Within(ConversationState state, TimeSpan period, DateTimeOffset now) =>
        state.PersonActedAt + period is { } end && now <= end ? end : null;

    static Verdict No(Refusal refusal) => new(null, refusal);
}
