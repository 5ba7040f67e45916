using Charla.Conversations.Contracts;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Puts what happened into the queues of the apps that are told of it, many entries in one write, and only then hands it
/// to their lanes. An entry that is read again after a crash finds its events in the queue already.
/// </summary>
sealed class WebhookFollower(WebhookStore webhooks, DeliveryStore deliveries, WireEvents events, WebhookSender sender) : IFollower
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

    async ValueTask<IReadOnlyList<Delivery>> Of(Entry entry, IReadOnlyList<Subscriber> subscribers)
    {
        var id = entry.Conversation;
        List<Delivery> made = [];
        foreach (var (field, part, what) in await events.Of(entry, field => subscribers.Any(app => app.Wants(field))))
        {
            // Once conversations have an owner, the others' bodies carry the event as standby instead.
            var body = WireEvents.Body(id.Page.ToString(), entry.At, what);
            made.AddRange(
                from app in subscribers
                where app.Wants(field)
                select new Delivery(
                    new DeliveryId(id.Page, app.App, entry.Position, part), id.Person, field, entry.At, body, 0, entry.At));
        }

        return made;
    }
}
