namespace Charla.Platform.Webhooks;

/// <summary>What an app can be told of. Names are those of the wire.</summary>
static class WebhookFields
{
    public const string Messages = "messages";
    public const string Echoes = "message_echoes";
    public const string Postbacks = "messaging_postbacks";
    public const string Referrals = "messaging_referrals";
    public const string Deliveries = "message_deliveries";
    public const string Reads = "message_reads";
    public const string Reactions = "message_reactions";
    public const string Edits = "message_edits";
    public const string Handovers = "messaging_handovers";

    public const string AccountLinking = "messaging_account_linking";

    /// <summary>Comes in an entry's <c>changes</c>.</summary>
    public const string Labels = "inbox_labels";

    /// <summary>What an app is told of conversations that another one answers.</summary>
    public const string Standby = "standby";

    /// <summary>Those that come in an entry's <c>messaging</c>.</summary>
    public static readonly IReadOnlyList<string> OfMessaging =
    [
        Messages, Echoes, Postbacks, Referrals, Deliveries, Reads, Reactions, Edits, "messaging_optins", "messaging_optouts",
        AccountLinking, Handovers, "messaging_policy_enforcement", "messaging_feedback",
        "messaging_customer_information", "messaging_game_plays", "messaging_payments", "messaging_pre_checkouts",
        "messaging_checkout_updates", "messaging_appointments", "messaging_direct_sends", "messaging_fblogin_account_linking",
        "message_context", "message_mention", "response_feedback", "send_cart",
    ];

    /// <summary>All that may be asked for; of some of them nothing ever comes.</summary>
    public static readonly IReadOnlySet<string> All = OfMessaging
        .Concat([Standby, Labels, "feed", "mention", "conversations", "leadgen", "ratings", "name", "picture", "group_feed"])
        .ToHashSet(StringComparer.Ordinal);

    public static string Write(IEnumerable<string> fields) => string.Join(',', fields.Order(StringComparer.Ordinal));

    public static IReadOnlySet<string> Read(string stored) =>
        stored.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
