using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Puts what happened into the queues of the apps that are told of it, many entries in one write, and only then hands it
/// to their lanes. An entry that is read again after a crash finds its events in the queue already.
/// </summary>
sealed class WebhookFollower(
    WebhookStore webhooks,
    DeliveryStore deliveries,
    WireEvents events,
    ButtonMakers makers,
    WebhookSender sender,
    ConversationDoor door,
    PageDirectory pages) : IFollower
{
    public string Name => "webhooks";

    public bool TakesMany => true;

    public bool Rests => false;

    public Task Begin(int partition, CancellationToken whileHere) => sender.Begin(partition, whileHere);

    public bool Wants(Entry entry) => WireEvents.FieldOf(entry) is not null;

    public Task Handle(Entry entry, CancellationToken cancel) => HandleAll([entry], cancel);

    public async Task HandleAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        List<Delivery> made = [];
        foreach (var entry in entries)
        {
            var subscribers = await webhooks.Of(entry.Conversation.Page);
            if (subscribers.Count > 0)
                made.AddRange(await Of(entry, subscribers));
        }

        if (made.Count > 0)
            sender.Offer(await deliveries.Put(made));
    }

    /// <summary>Who answers in the conversation hears of it in <c>messaging</c>; the others, if they asked, in <c>standby</c>.</summary>
    async ValueTask<IReadOnlyList<Delivery>> Of(Entry entry, IReadOnlyList<Subscriber> subscribers)
    {
        var id = entry.Conversation;
        List<Delivery> made = [];
        var found = await events.Of(entry, field => subscribers.Any(app => app.Wants(field)));
        if (found.Count == 0)
            return made;
        var (owner, maker) = (await OwnerOf(entry), await makers.Of(entry));
        foreach (var (field, part, what) in found)
        {
            var bodies = new Dictionary<(bool IsOwners, bool IsWhole), string>();
            foreach (var app in subscribers.Where(app => app.Wants(field)))
            {
                var isOwners = owner is null || owner == NumberOf(app);
                if (WireEvents.OnlyFor(entry) is { } only ? only != NumberOf(app) : !isOwners && !app.Wants(WebhookFields.Standby))
                    continue;
                isOwners |= field == WebhookFields.Handovers;
                var kind = (isOwners, IsWhole: isOwners && (maker is null || maker == NumberOf(app)));
                if (!bodies.TryGetValue(kind, out var body))
                {
                    bodies[kind] = body = WireEvents.Body(
                        id.Page.ToString(), entry.At, kind.IsWhole ? Copy(what) : WithoutPayload(what), isOwners ? "messaging" : "standby");
                }

                made.Add(new Delivery(new DeliveryId(id.Page, app.App, entry.Position, part), id.Person, field, entry.At, body, 0, entry.At));
            }
        }

        return made;
    }

    async ValueTask<string?> OwnerOf(Entry entry) =>
        await pages.Find(entry.Conversation.Page) is { DefaultApp: not null } page
            ? (await door.Look(entry.Conversation)).OwnerOf(page, entry.At)
            : null;

    static string NumberOf(Subscriber app) => app.App.ToString(CultureInfo.InvariantCulture);

    static JsonObject Copy(JsonObject what) => what.DeepClone().AsObject();

    /// <summary>What a button means is only for whose button it is.</summary>
    static JsonObject WithoutPayload(JsonObject what)
    {
        var copy = Copy(what);
        (copy["postback"] as JsonObject)?.Remove("payload");
        return copy;
    }
}
