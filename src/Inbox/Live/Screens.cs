using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.SignalR;

namespace Charla.Inbox.Live;

/// <summary>What the team's screens are told, each message written once for all who watch a page.</summary>
sealed class Screens(IHubContext<InboxHub> hub, SummaryReader summaries, EventWriter events, Presence presence)
{
    /// <summary>A screen that takes no message for so long is not waited for; what it missed stands in its own queue.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static string Group(PageId page) => $"page:{page}";

    public async Task Tell(LiveSignal signal)
    {
        switch (signal)
        {
            case Happened { State.HasBegun: false }:
                break;
            case Happened happened when happened.Entries.All(entry => entry.Log == Log.Receipts && entry.By.IsPerson):
                await Send(happened.Conversation, "Receipts", json =>
                {
                    json.WriteNumber("delivered", happened.State.PersonHas.Delivered);
                    json.WriteNumber("read", happened.State.PersonHas.Read);
                });
                break;
            case Happened happened:
                await TellChange(happened);
                break;
            case Looking looking when presence.Hear(looking):
                await TellPresence(looking.Conversation);
                break;
            case Typing typing:
                await Send(typing.Conversation, "Typing", json =>
                {
                    EventWriter.WriteFrom(json, typing.By, Audience.Team);
                    json.WriteBoolean("on", typing.On);
                });
                break;
        }
    }

    public Task TellPresence(ConversationId conversation) => Send(conversation, "Presence", json =>
    {
        json.WritePropertyName("members");
        JsonSerializer.Serialize(json, presence.In(conversation), Json.Options);
    });

    /// <summary>Something was missed: read the list and the open thread again.</summary>
    public Task TellReload(PageId page) => Send(page, "Reload", RawJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("page", page.ToString());
        json.WriteEndObject();
    }));

    async Task TellChange(Happened happened)
    {
        var summary = await summaries.Of(happened.Conversation, happened.State);
        await Send(happened.Conversation, "Changed", json =>
        {
            json.WritePropertyName("summary");
            JsonSerializer.Serialize(json, summary, Json.Options);
            json.WritePropertyName("events");
            events.WriteAll(json, happened.Entries.Where(entry => entry.Log == Log.Thread), Audience.Team);
            json.WritePropertyName("team");
            events.WriteAll(json, happened.Entries.Where(entry => entry.Log == Log.Team), Audience.Team);
        });
    }

    Task Send(ConversationId conversation, string message, Action<Utf8JsonWriter> write) =>
        Send(conversation.Page, message, RawJson.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("page", conversation.Page.ToString());
            json.WriteString("conversation", conversation.Person.ToString());
            write(json);
            json.WriteEndObject();
        }));

    async Task Send(PageId page, string message, RawJson json)
    {
        try
        {
            await hub.Clients.Group(Group(page)).SendAsync(message, json).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            // It stands in the slow screen's queue; the others have it.
        }
    }
}
