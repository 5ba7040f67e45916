using System.Text.Json.Nodes;

namespace Charla.Platform.Utility;

/// <summary>Templates that every page may take over as they are.</summary>
static class TemplateLibrary
{
    public static readonly IReadOnlyList<LibraryTemplate> All =
    [
        new("order_confirmation", "Order received", "Thank you, {{1}}. We have your order {{2}} and will write when it is on its way."),
        new("order_shipped", "On its way", "Good news, {{1}}: your order {{2}} has left us and should be with you on {{3}}."),
        new("order_ready", "Ready for you", "Hello {{1}}, your order {{2}} is ready. You can collect it until {{3}}."),
        new("payment_received", "Payment received", "Thank you, {{1}}. We have received {{2}} for {{3}}."),
        new("payment_failed", "Payment failed", "Hello {{1}}, the payment of {{2}} for {{3}} did not go through."),
        new("appointment_confirmed", "See you soon", "Hello {{1}}, your appointment on {{2}} at {{3}} is confirmed."),
        new("appointment_reminder", "A reminder", "Hello {{1}}, we expect you on {{2}} at {{3}}."),
        new("appointment_changed", "A new time", "Hello {{1}}, your appointment has moved to {{2}} at {{3}}."),
        new("account_update", "Your account", "Hello {{1}}, something has changed in your account: {{2}}."),
    ];

    public static LibraryTemplate? Find(string name) => All.FirstOrDefault(template => template.Name == name);
}

sealed record LibraryTemplate(string Name, string Header, string Body)
{
    public JsonArray Components() => new(
        new JsonObject { ["type"] = "HEADER", ["format"] = "TEXT", ["text"] = Header },
        new JsonObject { ["type"] = "BODY", ["text"] = Body });

    public JsonObject ToJson() => new()
    {
        ["id"] = Name,
        ["name"] = Name,
        ["language"] = "en_US",
        ["category"] = "UTILITY",
        ["header"] = Header,
        ["body"] = Body,
    };
}
