using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Charla.Platform.Graph;
using Charla.Platform.Webhooks;

namespace Charla.Platform.Edges;

/// <summary>An app makes labels and puts them on persons. The name has two names, the old one and the new one.</summary>
sealed class Labels(LabelStore store, PersonDirectory persons, DirectEvents events)
{
    const int LongestName = 100;

    static readonly NodeType<LabelRow> Type = new NodeType<LabelRow>("PageUserMessageThreadLabel", "id")
        .With("id", label => label.Id.ToString(CultureInfo.InvariantCulture))
        .With("name", label => label.Name)
        .With("page_label_name", label => label.Name);

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "custom_labels", Add);
        routes.OnPage("GET", "custom_labels", List);
        routes.OnNode("GET", "", Read);
        routes.OnNode("DELETE", "", Remove);
        routes.OnNode("POST", "label", call => Change(call, "add", store.Put));
        routes.OnNode("DELETE", "label", call => Change(call, "remove", LabelStore.Take));
        routes.OnNode("GET", "custom_labels", OfPerson);
    }

    async Task<GraphAnswer> Add(PageCall call)
    {
        var name = (call.Request.Text("page_label_name") ?? call.Request.Text("name"))?.Trim();
        if (string.IsNullOrEmpty(name))
            return GraphErrors.Missing("page_label_name");
        if (name.Length > LongestName)
            return GraphErrors.TooLong("page_label_name", LongestName);
        if (!PlainText.IsWellFormed(name))
            return GraphErrors.Parameter("page_label_name", "must be a text");
        return await store.Add(call.Page.Id, name) is { } id
            ? new JsonObject { ["id"] = id.ToString(CultureInfo.InvariantCulture) }
            : GraphErrors.Malformed($"A page has at most {LabelStore.Most} labels");
    }

    async Task<GraphAnswer> List(PageCall call) => await GraphList.Answer(
        call.Request, await store.All(call.Page.Id), label => label.Id, Type, call.Request.Address(call.Page.Id.ToString(), "custom_labels"));

    async Task<GraphAnswer?> Read(NodeCall call) =>
        await Find(call) is { } label ? await Type.Answer(call.Request, label) : null;

    async Task<GraphAnswer?> Remove(NodeCall call) =>
        Ids.TryParse(call.Id, out var id) && await store.Remove(call.Page.Id, id) ? GraphAnswer.Success : null;

    async Task<GraphAnswer?> Change(
        NodeCall call, string action, Func<DbConnection, DbTransaction, PageId, long, Psid, Task<bool>> change)
    {
        if (await Find(call) is not { } label)
            return null;
        if (call.Request.Text("user") is not { Length: > 0 } user)
            return GraphErrors.Missing("user");
        var person = await Recipients.Find(user, call.Page.Id, persons);
        if (person.Error is { } nobody)
            return nobody;
        var (page, psid) = (call.Page.Id, person.Value!.Psid);
        await events.Tell(
            page,
            psid,
            WebhookFields.Labels,
            app: null,
            (connection, transaction) => change(connection, transaction, page, label.Id, psid),
            now => WireEvents.ChangesBody(page, now, WebhookFields.Labels, new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = psid.ToString() },
                ["action"] = action,
                ["label"] = new JsonObject
                {
                    ["id"] = label.Id.ToString(CultureInfo.InvariantCulture),
                    ["page_label_name"] = label.Name,
                },
            }));
        return GraphAnswer.Success;
    }

    async Task<GraphAnswer?> OfPerson(NodeCall call)
    {
        var person = await Recipients.Find(call.Id, call.Page.Id, persons);
        return person.Value is { } found
            ? await GraphList.Answer(
                call.Request,
                await store.OfPerson(call.Page.Id, found.Psid),
                label => label.Id,
                Type,
                call.Request.Address(call.Id, "custom_labels"))
            : null;
    }

    async ValueTask<LabelRow?> Find(NodeCall call) =>
        Ids.TryParse(call.Id, out var id) ? await store.Find(call.Page.Id, id) : null;
}
