using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Charla.Architecture.Tests;

/// <summary>One thing of the bots' wire, as the test that holds it declares it.</summary>
/// <param name="Fields">Empty for the call itself.</param>
/// <param name="Differs">What is otherwise here.</param>
/// <param name="Not">Why it is not here.</param>
/// <param name="Test">The class that holds it.</param>
sealed record WireRow(string Call, IReadOnlyList<string> Fields, string? Differs, string? Not, string Test)
{
    public string Here => Not is not null ? $"not: {Not}" : Differs is not null ? $"differs: {Differs}" : "same";
}

/// <summary>Reads the <c>[Wire]</c> of tests, and writes what they say as a document.</summary>
static partial class Wire
{
    /// <summary>The document's chapters in their order: what stands in none is forgotten, and so it is a fault.</summary>
    static readonly (string Title, string Says, string[] Calls)[] Chapters =
    [
        ("How it is called", "Holds for every call.", ["path", "token", "body", "answer", "fields", "paging", "ids", "batch"]),
        ("Pages, apps and tokens", "", [
            "GET {page}", "GET {page}/accounts", "GET {app}", "GET debug_token", "GET oauth/access_token", "POST oauth/access_token",
            "POST {page}/unlink_accounts", "POST {page}/nlp_configs", "GET {page}/messaging_feature_review", "POST {app}/activities",
        ]),
        ("Sending", "What a message may hold, and when it may go.", [
            "POST {page}/messages", "quick reply", "buttons", "POST {page}/message_attachments", "policy", "POST {page}/policy_check",
            "GET page_message_tags", "POST {page}/notification_messages_dev_support", "GET sticker_packs", "GET sticker_search",
        ]),
        ("Templates", "Each is shown in the chat and in the team's inbox.", [
            "template: any", "template: generic", "template: button", "template: media", "template: receipt", "template: coupon",
            "template: customer_feedback", "template: customer_information", "template: image_grid", "template: one_time_notif_req",
            "template: notification_messages", "template: airline_boardingpass", "template: airline_checkin",
            "template: airline_itinerary", "template: airline_update", "template: list", "template: open_graph", "template: product",
            "template: instant_form",
        ]),
        ("Utility messages", "", [
            "utility message", "GET {page}/message_templates", "POST {page}/message_templates", "DELETE {page}/message_templates",
            "GET message_template_library",
        ]),
        ("Messenger Profile", "", [
            "GET {page}/messenger_profile", "POST {page}/messenger_profile", "DELETE {page}/messenger_profile",
            "GET {page}/custom_user_settings", "POST {page}/custom_user_settings", "DELETE {page}/custom_user_settings",
            "GET {page}/thread_settings", "POST {page}/thread_settings", "DELETE {page}/thread_settings",
        ]),
        ("People, personas and labels", "", [
            "GET {psid}", "GET {psid}/ids_for_pages", "GET {psid}/ids_for_apps", "GET {psid}/custom_labels",
            "GET {page}/personas", "POST {page}/personas", "GET {persona}", "DELETE {persona}",
            "GET {page}/custom_labels", "POST {page}/custom_labels", "GET {label}", "DELETE {label}", "POST {label}/label",
            "DELETE {label}/label",
        ]),
        ("Conversations and figures", "", [
            "GET {page}/conversations", "GET {conversation}", "GET {conversation}/messages", "GET {message}", "POST {page}/moderate_conversations",
            "GET {page}/insights", "GET {page}/insights/{metric}", "POST {page}/messenger_codes",
        ]),
        ("Who answers", "Conversation routing, once the handover protocol.", [
            "routing", "POST {page}/pass_thread_control", "POST {page}/take_thread_control", "POST {page}/request_thread_control",
            "POST {page}/release_thread_control", "POST {page}/extend_thread_control", "GET {page}/thread_owner",
            "GET {page}/secondary_receivers",
        ]),
        ("Webhooks", "How events come, and what stands in each. More in [webhooks.md](webhooks.md).", [
            "GET {app}/subscriptions", "POST {app}/subscriptions", "DELETE {app}/subscriptions", "GET {page}/subscribed_apps",
            "POST {page}/subscribed_apps", "DELETE {page}/subscribed_apps", "delivery", "event: messages", "event: message_echoes",
            "event: messaging_postbacks", "event: messaging_referrals", "event: messaging_optins", "event: message_deliveries",
            "event: message_reads", "event: message_reactions", "event: message_edits", "event: messaging_account_linking",
            "event: messaging_handovers", "event: messaging_policy_enforcement", "event: messaging_feedback",
            "event: messaging_customer_information", "event: standby", "event: inbox_labels", "event: any other field",
        ]),
        ("Errors", "By code and subcode; the words are Charla's own.", ["errors"]),
        ("Limits", "", ["limits"]),
    ];

    public static IEnumerable<WireRow> In(string file, string text)
    {
        foreach (Match found in Attribute().Matches(text))
        {
            var values = Argument().Matches(found.Groups["arguments"].Value)
                .ToLookup(one => one.Groups["name"].Value, one => Regex.Unescape(one.Groups["value"].Value));
            var said = values[""].ToList();
            yield return new WireRow(
                said[0],
                said[1..],
                values["Differs"].SingleOrDefault(),
                values["Not"].SingleOrDefault(),
                Path.GetFileNameWithoutExtension(file));
        }
    }

    /// <summary>Calls that have no chapter, chapters that nothing is said about, and what two tests say otherwise.</summary>
    public static IEnumerable<string> Faults(IReadOnlyCollection<WireRow> rows)
    {
        var calls = Chapters.SelectMany(chapter => chapter.Calls).ToHashSet();
        return rows.Select(row => row.Call).Distinct().Where(call => !calls.Contains(call)).Select(call => $"{call} has no chapter")
            .Concat(rows.SelectMany(row => row.Fields.Select(field => (row.Call, Field: field, row.Here))).Distinct()
                .GroupBy(one => (one.Call, one.Field)).Where(one => one.Count() > 1)
                .Select(one => $"{one.Key.Call}, {one.Key.Field} is told in two ways"));
    }

    public static string Write(IReadOnlyCollection<WireRow> rows)
    {
        var (same, differs, not) = (
            Count(rows.Where(row => row is { Differs: null, Not: null })),
            Count(rows.Where(row => row.Differs is not null)),
            Count(rows.Where(row => row.Not is not null)));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            # Compatibility

            What of the Messenger Platform's wire is the same here, what differs, and what is not there. This page is written by the
            tests that hold each row, so it says what was tried, not what was meant: {same} things are the same, {differs} differ, {not}
            are not there. How to bring a bot: [bots.md](bots.md).

            """).AppendLine();
        foreach (var (title, says, calls) in Chapters)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
            if (says.Length > 0)
                text.AppendLine(says).AppendLine();
            foreach (var call in calls.Where(call => rows.Any(row => row.Call == call)))
                Write(text, call, rows.Where(row => row.Call == call));
        }

        return text.ToString().TrimEnd() + "\n";
    }

    static void Write(StringBuilder text, string call, IEnumerable<WireRow> rows)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"### `{call}`").AppendLine()
            .AppendLine("| what | here | held by |").AppendLine("| --- | --- | --- |");
        foreach (var row in rows.OrderBy(row => row.Not is not null ? 2 : row.Differs is not null ? 1 : 0).ThenBy(row => row.Test, StringComparer.Ordinal))
        {
            var what = row.Fields.Count == 0 ? "all of it" : string.Join(" · ", row.Fields);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {Cell(what)} | {Cell(row.Here)} | {row.Test} |");
        }

        text.AppendLine();
    }

    static int Count(IEnumerable<WireRow> rows) =>
        rows.SelectMany(row => row.Fields.Count == 0 ? [(row.Call, "")] : row.Fields.Select(field => (row.Call, field))).Distinct().Count();

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"^[ ]{4}\[Wire\((?<arguments>(?:""(?:[^""\\]|\\.)*""|[^""])*?)\)\]\r?$", RegexOptions.Multiline)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?:(?<name>[A-Za-z]+)\s*=\s*)?""(?<value>(?:[^""\\]|\\.)*)""")]
    private static partial Regex Argument();
}
