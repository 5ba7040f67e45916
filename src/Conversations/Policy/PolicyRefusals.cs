using Charla.Kernel;

namespace Charla.Conversations.Policy;

/// <summary>Every "no" of the messaging policy.</summary>
static class PolicyRefusals
{
    public static readonly Refusal OutsideWindow = new(
        "policy.outside_window",
        "The person has not written for too long. Wait until they write again.",
        RefusalKind.Forbidden);

    public static readonly Refusal NoTag =
        new("policy.tag_missing", "A message of the type MESSAGE_TAG needs a tag.", RefusalKind.Invalid, "tag");

    public static readonly Refusal UnknownTag =
        new("policy.tag_unknown", "The page's policy has no such tag.", RefusalKind.Invalid, "tag");

    public static readonly Refusal PromotionalTag =
        new("policy.tag_misused", "Nothing that advertises may be sent under a tag.", RefusalKind.Forbidden, "tag");

    public static readonly Refusal HumansOnly = new(
        "policy.humans_only", "HUMAN_AGENT is for answers that a person of the business wrote.", RefusalKind.Forbidden, "tag");

    public static readonly Refusal NotFeedback = new(
        "policy.feedback_only", "CUSTOMER_FEEDBACK is for the customer_feedback template.", RefusalKind.Invalid, "tag");

    public static readonly Refusal NoUtility = new(
        "policy.utility_unknown", "A message of the type UTILITY is made of a utility template.", RefusalKind.Invalid, "messaging_type");

    public static readonly Refusal UnknownToken = new(
        "policy.token_unknown", "The token is none of this person's, was used, or has expired.", RefusalKind.Invalid, "recipient");

    public static readonly Refusal Stopped =
        new("policy.topic_stopped", "The person has stopped these messages.", RefusalKind.Forbidden);

    /// <param name="wait">Until the token is good again.</param>
    public static Refusal TooSoon(TimeSpan wait) => new(
        "policy.too_soon", "The person agreed to fewer messages. Try again later.", RefusalKind.TooMany)
    {
        RetryAfter = wait,
    };
}
