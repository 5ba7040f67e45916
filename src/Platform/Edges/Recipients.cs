using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>Whom a call names as <c>recipient</c>, in any of the forms there ever were.</summary>
static class Recipients
{
    static readonly Dictionary<string, GraphError> OtherForms = new(StringComparer.Ordinal)
    {
        ["user_ref"] = GraphErrors.NoUser,
        ["phone_number"] = GraphErrors.PhoneNumbersClosed,
        ["comment_id"] = GraphErrors.NoActivity,
        ["post_id"] = GraphErrors.NoActivity,
    };

    /// <summary>Consents of persons, which name them.</summary>
    static readonly string[] TokenForms = ["one_time_notif_token", "notification_messages_token", "notification_message_token"];

    /// <summary>The consent that the call spends, when it names the person by one.</summary>
    public static string? TokenOf(GraphRequest request) => request.Json("recipient") is { ValueKind: JsonValueKind.Object } recipient
        ? TokenForms.Select(form => FieldRules.Text(recipient, form)).FirstOrDefault(token => token is not null)
        : null;

    public static async ValueTask<Checked<Person>> Find(GraphRequest request, PageId page, PersonDirectory persons)
    {
        if (request.Json("recipient") is not { } recipient)
            return GraphErrors.Missing("recipient");
        if (recipient.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter("recipient", "must be an object such as {\"id\":\"PSID\"}");
        GraphError? other = null;
        string? id = null, token = null;
        foreach (var form in recipient.EnumerateObject())
        {
            if (form.NameEquals("id"))
                id = GraphParameters.TextOf(form.Value) ?? "";
            else if (TokenForms.Contains(form.Name))
                token = form.Name;
            else if (OtherForms.TryGetValue(form.Name, out var error))
                other = error;
        }

        if (token is not null && id is null && other is null)
            return await ByToken(token, TokenOf(request), page, persons);
        if (id is null)
            return other ?? GraphErrors.Missing("recipient[id]");
        return other is null && token is null
            ? await Find(id, page, persons)
            : GraphErrors.Parameter("recipient", "must name the person in exactly one way");
    }

    static async ValueTask<Checked<Person>> ByToken(string form, string? token, PageId page, PersonDirectory persons) =>
        MessageId.TryParse(token?.Split('.')[0], out var asked) && await persons.Find(page, asked.Person) is { } person
            ? person
            : GraphErrors.Parameter($"recipient[{form}]", "is no token of this page");

    public static async ValueTask<Checked<Person>> Find(string? id, PageId page, PersonDirectory persons) =>
        Psid.TryParse(id, null, out var psid) && await persons.Find(page, psid) is { } person ? person : GraphErrors.NoUser;
}
