using System.Text.Json;
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
        ["one_time_notif_token"] = GraphErrors.Parameter("recipient[one_time_notif_token]", "is no token of this page"),
        ["notification_messages_token"] = GraphErrors.Parameter("recipient[notification_messages_token]", "is no token of this page"),
        ["notification_message_token"] = GraphErrors.Parameter("recipient[notification_message_token]", "is no token of this page"),
    };

    public static async ValueTask<Checked<Person>> Find(GraphRequest request, PageId page, PersonDirectory persons)
    {
        if (request.Json("recipient") is not { } recipient)
            return GraphErrors.Missing("recipient");
        if (recipient.ValueKind != JsonValueKind.Object)
            return GraphErrors.Parameter("recipient", "must be an object such as {\"id\":\"PSID\"}");
        GraphError? other = null;
        string? id = null;
        foreach (var form in recipient.EnumerateObject())
        {
            if (form.NameEquals("id"))
                id = GraphParameters.TextOf(form.Value) ?? "";
            else if (OtherForms.TryGetValue(form.Name, out var error))
                other = error;
        }

        if (id is null)
            return other ?? GraphErrors.Missing("recipient[id]");
        return other is null
            ? await Find(id, page, persons)
            : GraphErrors.Parameter("recipient", "must name the person in exactly one way");
    }

    public static async ValueTask<Checked<Person>> Find(string? id, PageId page, PersonDirectory persons) =>
        Psid.TryParse(id, null, out var psid) && await persons.Find(page, psid) is { } person ? person : GraphErrors.NoUser;
}
