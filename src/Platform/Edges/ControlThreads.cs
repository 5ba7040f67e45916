using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>Apps hand conversations to each other and to the team's inbox.</summary>
sealed class ControlThreads(ConversationDoor door, PersonDirectory persons, Apps apps, TimeProvider clock)
{
    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "pass_thread_control", Pass);
        routes.OnPage("POST", "take_thread_control", call => Move(call, ThreadMove.Taken));
        routes.OnPage("POST", "request_thread_control", call => Move(call, ThreadMove.Requested));
        routes.OnPage("POST", "release_thread_control", call => Move(call, ThreadMove.Released));
        routes.OnPage("POST", "extend_thread_control", Extend);
        routes.OnPage("GET", "thread_owner", Owner);
        routes.OnPage("GET", "secondary_receivers", Receivers);
    }

    /// <summary>What a send does with the thread once its message is said, by its <c>thread_control</c>; null for nothing.</summary>
    public async ValueTask<Checked<ControlThread?>> AfterSending(PageCall call)
    {
        if (call.Request.Json("thread_control") is not { } control)
            return default(Checked<ControlThread?>);
        switch (FieldRules.Text(control, "control_type")?.ToLowerInvariant())
        {
            case "release":
                return new ControlThread(call.Author, ThreadMove.Released, call.Page.DefaultApp);
            case "pass":
                return (FieldRules.Text(control, "app_id") ?? call.Page.DefaultApp) is { } target && await IsReceiver(call, target)
                    ? new ControlThread(call.Author, ThreadMove.Passed, call.Page.DefaultApp, target)
                    : GraphErrors.NoSuchApp;
            default:
                return GraphErrors.Parameter("thread_control[control_type]", "must be one of {pass, release}");
        }
    }

    async Task<GraphAnswer> Pass(PageCall call)
    {
        if (call.Request.Text("target_app_id") is not { Length: > 0 } target)
            return GraphErrors.Missing("target_app_id");
        return await IsReceiver(call, target)
            ? await Move(call, ThreadMove.Passed, target)
            : GraphErrors.NoSuchApp;
    }

    Task<GraphAnswer> Extend(PageCall call)
    {
        if (!call.Request.Has("duration"))
            return Task.FromResult<GraphAnswer>(GraphErrors.Missing("duration"));
        return call.Request.Number("duration") is { } seconds and > 0 and <= int.MaxValue
            ? Move(call, ThreadMove.Extended, duration: TimeSpan.FromSeconds(seconds))
            : Task.FromResult<GraphAnswer>(GraphErrors.Parameter("duration", "must be 1 to 604800 seconds"));
    }

    async Task<GraphAnswer> Move(PageCall call, ThreadMove move, string? target = null, TimeSpan? duration = null)
    {
        var recipient = await Recipients.Find(call.Request, call.Page.Id, persons);
        if (recipient.Error is { } nobody)
            return nobody;
        var done = await door.Do(
            new ConversationId(call.Page.Id, recipient.Value!.Psid),
            new ControlThread(call.Author, move, call.Page.DefaultApp, target, call.Request.Text("metadata"), duration));
        return done.IsAccepted ? GraphAnswer.Success : GraphErrors.Of(done.Refusal);
    }

    /// <summary>Whose it is, for its owner and the default app; the others learn that it is somebody's.</summary>
    async Task<GraphAnswer> Owner(PageCall call)
    {
        var person = await Recipients.Find(call.Request.Text("recipient"), call.Page.Id, persons);
        if (person.Error is { } nobody)
            return nobody;
        var state = await door.Look(new ConversationId(call.Page.Id, person.Value!.Psid));
        var owner = state.OwnerOf(call.Page, clock.GetUtcNow());
        if (owner is null)
            return ThreadMessage.Data();
        var shown = new JsonObject();
        if (call.App.AppId == owner || call.App.AppId == call.Page.DefaultApp)
        {
            shown["app_id"] = owner;
            if (state.Owner == owner && state.OwnedUntil is { } until)
                shown["expiration"] = until.ToUnixTimeSeconds();
        }

        return ThreadMessage.Data(new JsonObject { ["thread_owner"] = shown });
    }

    async Task<GraphAnswer> Receivers(PageCall call)
    {
        if (call.App.AppId != call.Page.DefaultApp)
            return GraphErrors.NotPrimary;
        var others = (await apps.Of(call.Page.Id)).Where(app => app.AppId != call.App.AppId)
            .Select(app => new JsonObject { ["id"] = app.AppId, ["name"] = app.Name });
        return ThreadMessage.Data(
            [new JsonObject { ["id"] = ConversationState.InboxApp, ["name"] = "Page Inbox" }, .. others]);
    }

    async ValueTask<bool> IsReceiver(PageCall call, string target) =>
        target == ConversationState.InboxApp
        || (long.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await apps.Find(id) is { } app && app.Page == call.Page.Id);
}
