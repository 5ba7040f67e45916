using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;

namespace Charla.Platform.Messages;

/// <summary>A person's answer to a template as the field of the event that tells of it.</summary>
/// <param name="Key">Where it stands in the event, beside sender and recipient.</param>
sealed record WireAnswer(string Key, JsonObject Value)
{
    const long OneTimeDays = 365;

    /// <summary>What an app subscribes to in order to hear of it.</summary>
    public static string FieldOf(TemplateKind asked) => asked switch
    {
        TemplateKind.CustomerFeedback => "messaging_feedback",
        TemplateKind.CustomerInformation => "messaging_customer_information",
        TemplateKind.OneTimeNotifReq or TemplateKind.NotificationMessages => "messaging_optins",
        _ => "messages",
    };

    public static WireAnswer Of(Entry entry, Answered answered)
    {
        var asked = JsonElement.Parse(answered.Asked);
        var answer = JsonElement.Parse(answered.Answer);
        return answered.Kind switch
        {
            TemplateKind.Coupon => new WireAnswer("template", Coupon(asked)),
            TemplateKind.CustomerFeedback => new WireAnswer("messaging_feedback", Feedback(asked, answer)),
            TemplateKind.CustomerInformation =>
                new WireAnswer("messaging_customer_information", Information(answer)),
            TemplateKind.OneTimeNotifReq => new WireAnswer("optin", new JsonObject
            {
                ["type"] = "one_time_notif_req",
                ["payload"] = FieldRules.Text(asked, "payload"),
                ["one_time_notif_token"] = FieldRules.Text(answer, "token"),
            }),
            TemplateKind.NotificationMessages => new WireAnswer("optin", Notification(entry, answered, asked, answer)),
            _ => throw new InvalidOperationException($"Nobody answers {answered.Kind}."),
        };
    }

    static JsonObject Coupon(JsonElement asked)
    {
        var coupon = new JsonObject { ["type"] = "coupon" };
        if (FieldRules.Text(asked, "payload") is { } payload)
            coupon["payload"] = payload;
        if (FieldRules.Text(asked, "coupon_code") is { } code)
            coupon["coupon_code"] = code;
        return coupon;
    }

    static JsonObject Feedback(JsonElement asked, JsonElement answer)
    {
        var question = asked.GetProperty("feedback_screens")[0].GetProperty("questions")[0];
        var words = FieldRules.Text(answer, "text");
        var given = new JsonObject { ["type"] = FieldRules.Text(question, "type") };
        if (FieldRules.Text(answer, "score") is { } score)
        {
            given["payload"] = score;
            if (words is not null)
                given["follow_up"] = new JsonObject { ["type"] = "free_form", ["payload"] = words };
        }
        else
        {
            given["payload"] = words;
        }

        return new JsonObject
        {
            ["feedback_screens"] = new JsonArray(new JsonObject
            {
                ["screen_id"] = 0,
                ["questions"] = new JsonObject { [FieldRules.Text(question, "id")!] = given },
            }),
        };
    }

    static JsonObject Information(JsonElement answer) => new()
    {
        ["screens"] = new JsonArray(new JsonObject
        {
            ["screen_id"] = 0,
            ["responses"] = new JsonArray(
            [
                .. TemplateAnswer.Information
                    .Select(name => (Name: name, Text: FieldRules.Text(answer, name)))
                    .Where(field => field.Text is not null)
                    .Select(field => (JsonNode)new JsonObject { ["key"] = field.Name, ["value"] = field.Text }),
            ]),
        }),
    };

    static JsonObject Notification(Entry entry, Answered answered, JsonElement asked, JsonElement answer)
    {
        var granted = answer.GetProperty("granted").GetBoolean();
        var optin = new JsonObject { ["type"] = "notification_messages", ["payload"] = FieldRules.Text(asked, "payload") };
        if (FieldRules.Text(asked, "title") is { } title)
            optin["title"] = title;
        if (!granted)
        {
            optin["notification_messages_status"] = "STOP_NOTIFICATIONS";
            return optin;
        }

        optin["notification_messages_token"] = FieldRules.Text(answer, "token");
        optin["notification_messages_timezone"] = FieldRules.Text(asked, "notification_messages_timezone") ?? "UTC";
        optin["token_expiry_timestamp"] =
            entry.At.AddDays(OneTimeDays).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        optin["user_token_status"] = "NOT_REFRESHED";
        return optin;
    }
}
