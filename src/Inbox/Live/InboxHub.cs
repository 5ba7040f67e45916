using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace Charla.Inbox.Live;

/// <summary>
/// The team's live connection. It says who may watch what and passes on who looks and types; what happens comes from
/// the page's pump. Rights are asked anew with every call.
/// </summary>
sealed class InboxHub(
    PagePumps pumps,
    Presence presence,
    Screens screens,
    OpenConnections connections,
    PersonDirectory persons,
    Limits limits,
    ConversationDoor door)
    : Hub
{
    const int CallsPerMinute = 600;

    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return Task.CompletedTask;
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        pumps.Leave(Context.ConnectionId);
        foreach (var conversation in presence.Leave(Context.ConnectionId))
            await Tell(conversation);
    }

    /// <summary>Tell this screen everything of the page from now on.</summary>
    public async Task Watch(string? page)
    {
        var (_, id) = await Allowed(page);
        await Groups.AddToGroupAsync(Context.ConnectionId, Screens.Group(id));
        await pumps.Join(id, Context.ConnectionId);
    }

    /// <summary>This screen shows the conversation, or none. Repeated while it does.</summary>
    public async Task Look(string? page, string? psid)
    {
        var (actor, id) = await Allowed(page);
        var conversation = psid is null ? (ConversationId?)null : await Existing(id, psid);
        if (actor.Member is not { } member)
            return;
        var changes = presence.LookAt(Context.ConnectionId, member, actor.Name, conversation);
        foreach (var changed in changes)
            await Tell(changed);
        if (changes.Count == 0 && conversation is { } same)
            await door.Show(presence.Here(same));
    }

    public async Task Typing(string? page, string? psid, bool on)
    {
        var (actor, id) = await Allowed(page);
        var conversation = await Existing(id, psid);
        await door.Type(conversation, actor.AsAuthor(), on);
        if (presence.Type(Context.ConnectionId, conversation, on))
            await Tell(conversation);
    }

    async Task Tell(ConversationId conversation)
    {
        await screens.TellPresence(conversation);
        await door.Show(presence.Here(conversation));
    }

    async Task<(Actor Actor, PageId Page)> Allowed(string? page)
    {
        if (limits.Take("inbox.hub", Context.ConnectionId, CallsPerMinute, TimeSpan.FromMinutes(1)) is { } tooMany)
            throw new HubException(tooMany.Code);
        if (Context.GetHttpContext() is not { } http || await http.ActorNow() is not { } actor)
        {
            Context.Abort();
            throw new HubException(Refusal.Unauthenticated.Code);
        }

        return await PageGate.Visible(http, actor, page) is { } visible
            ? (actor, visible.Id)
            : throw new HubException(Refusal.NotFound.Code);
    }

    async Task<ConversationId> Existing(PageId page, string? psid) =>
        Psid.TryParse(psid, null, out var person) && await persons.Find(page, person) is not null
            ? new ConversationId(page, person)
            : throw new HubException(Refusal.NotFound.Code);
}
