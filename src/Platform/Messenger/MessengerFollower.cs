using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Platform.Webhooks;

namespace Charla.Platform.Messenger;

/// <summary>
/// Puts what a connected page says to the people from there into the queue that apps' events go through too: in order in a
/// conversation, twelve attempts, with a log of each.
/// </summary>
sealed class MessengerFollower(
    ConnectedPages connections,
    MessengerIds ids,
    DeliveryStore deliveries,
    WebhookSender sender,
    ConversationDoor door,
    FileLinks links,
    Origin origin) : IFollower
{
    public string Name => "messenger";

    public bool Wants(Entry entry) => entry.By.IsPage && entry.Event is MessageSent or Read or Reacted && !ReceiveFromMessenger.IsFromThere(entry);

    public async Task Handle(Entry entry, CancellationToken cancel)
    {
        if (await connections.Of(entry.Conversation.Page) is not { } connected)
            return;
        var state = await door.Look(entry.Conversation);
        if (state.Source?.Kind != ConnectedPage.Entrance)
            return;
        var bodies = entry.Event switch
        {
            MessageSent sent => await Messages(entry, sent, state),
            Reacted reacted => await ids.MidOf(entry.Conversation, reacted.MessageSeq) is { } mid
                ? [MessengerSends.Reaction(entry, mid, reacted.Emoji)]
                : [],
            _ => [MessengerSends.Seen(entry)],
        };
        if (bodies.Count == 0)
            return;
        var made = bodies.Select((body, part) => new Delivery(
            new DeliveryId(entry.Conversation.Page, connected.Id, entry.Position, part),
            entry.Conversation.Person,
            MessengerCaller.Field,
            entry.At,
            AsciiJson.Write(body),
            0,
            entry.At)).ToList();
        sender.Offer(await deliveries.Put(made));
    }

    async Task<IReadOnlyList<JsonObject>> Messages(Entry entry, MessageSent sent, ConversationState state)
    {
        var replyTo = sent.Content.ReplyToSeq is { } seq ? await ids.MidOf(entry.Conversation, seq) : null;
        var bodies = MessengerSends.Of(entry, sent, state, links, origin.Value, replyTo);
        await ids.WillGo(entry, bodies.Count);
        return bodies;
    }
}
