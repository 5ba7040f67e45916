using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;
using Microsoft.Extensions.Options;

namespace Charla.Platform.Edges;

/// <summary>An app reads the page's conversations, newest first, and their messages.</summary>
sealed class ReadConversations
{
    readonly ConversationReader reader;
    readonly PersonDirectory persons;
    readonly ThreadMessages messages;
    readonly Limits limits;
    readonly GraphOptions options;
    readonly NodeType<Thread> type;

    public ReadConversations(
        ConversationReader reader, PersonDirectory persons, ThreadMessages messages, Limits limits, IOptions<GraphOptions> options)
    {
        (this.reader, this.persons, this.messages) = (reader, persons, messages);
        (this.limits, this.options) = (limits, options.Value);
        type = new NodeType<Thread>("Conversation", "id", "updated_time")
            .With("id", thread => $"t_{thread.Id.Person}")
            .With("link", thread => thread.Request.Absolute($"/console/inbox/{thread.Page.Handle}/{thread.Id.Person}"))
            .With("updated_time", thread => thread.State.Last is { } last ? ThreadMessage.Time(last.At) : null)
            .With("snippet", thread => thread.State.Last?.Text ?? "")
            .With("message_count", thread => thread.State.Messages)
            .With("unread_count", thread => thread.State.Unread)
            .With("participants", Participants)
            .With("senders", Participants)
            .With("can_reply", thread => !thread.State.BlockedByPerson)
            .With("is_subscribed", thread => !thread.State.BlockedByPerson)
            .With("is_owner", _ => true)
            .With("messages", Messages);
    }

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("GET", "conversations", List);
        routes.OnNode("GET", "", Read);
        routes.OnNode("GET", "messages", ListMessages);
        routes.OnNode("GET", "", messages.One);
    }

    async Task<GraphAnswer> List(PageCall call)
    {
        var request = call.Request;
        if (limits.Take("graph.conversations", call.Page.Id.ToString(), options.ConversationReadsPerSecond, TimeSpan.FromSeconds(1)) is { } tooMany)
            return GraphErrors.TooOften("conversations of this page in a second", tooMany.RetryAfter);
        var asked = ListRequest.Of(request);
        var selection = FieldSelection.Of(request);
        if ((asked.Error ?? selection.Error) is { } error)
            return error;
        var (rows, next, previous) = IsElsewhere(request) ? default : await Rows(call, asked.Value!);
        rows ??= [];
        var known = await persons.FindAll(call.Page.Id, rows.Select(row => row.Id.Person));
        var data = await type.WriteAll(
            rows.Select(row => new Thread(request, call.Page, row.Id, row.State, known.GetValueOrDefault(row.Id.Person))),
            selection.Value);
        if (data.Error is { } unknown)
            return unknown;
        return new GraphPage(
                data.Value!,
                rows.Count == 0 ? null : Write(rows[0].Cursor),
                rows.Count == 0 ? null : Write(rows[^1].Cursor),
                next,
                previous)
            .ToJson(request, request.Address(call.Page.Id.ToString(), "conversations"), asked.Value!.Limit, request.Text("fields"));
    }

    /// <summary>Other platforms and other folders hold nothing here.</summary>
    static bool IsElsewhere(GraphRequest request) =>
        request.Text("platform") is { Length: > 0 } platform && !platform.Equals("messenger", StringComparison.OrdinalIgnoreCase)
        || request.Text("folder") is { Length: > 0 } folder && !folder.Equals("inbox", StringComparison.OrdinalIgnoreCase);

    async Task<(IReadOnlyList<ListedConversation>? Rows, bool HasNext, bool HasPrevious)> Rows(PageCall call, ListRequest asked)
    {
        var filter = new ListFilter();
        if (call.Request.Text("user_id") is { Length: > 0 } user)
        {
            if (!Psid.TryParse(user, null, out var psid))
                return default;
            filter = filter with { OnlyPersons = [psid] };
        }

        var cursor = asked.Cursor is null ? null : Read(asked.Cursor);
        if (asked.Cursor is not null && cursor is null)
            return default;
        var found = await reader.List(call.Page.Id, filter, cursor, asked.Limit + 1, asked.IsBackward);
        var hasMore = found.Count > asked.Limit;
        return asked.IsBackward
            ? ([.. found.TakeLast(asked.Limit)], true, hasMore)
            : ([.. found.Take(asked.Limit)], hasMore, cursor is not null);
    }

    async Task<GraphAnswer?> Read(NodeCall call) => await Find(call) is { } thread ? await type.Answer(call.Request, thread) : null;

    async Task<GraphAnswer?> ListMessages(NodeCall call)
    {
        if (await Find(call) is not { } thread)
            return null;
        var asked = ListRequest.Of(call.Request);
        var selection = FieldSelection.Of(call.Request);
        if ((asked.Error ?? selection.Error) is { } error)
            return error;
        var list = await messages.List(
            call.Request, call.Page, thread.Id, asked.Value!, selection.Value, call.Request.Text("fields"));
        return list.Error is { } unknown ? unknown : list.Value!;
    }

    async Task<Thread?> Find(NodeCall call)
    {
        if (!call.Id.StartsWith("t_", StringComparison.Ordinal) || !Psid.TryParse(call.Id[2..], null, out var psid)
            || await persons.Find(call.Page.Id, psid) is not { } person)
        {
            return null;
        }

        var id = new ConversationId(call.Page.Id, psid);
        var state = await reader.State(id);
        return state.HasBegun ? new Thread(call.Request, call.Page, id, state, person) : null;
    }

    async ValueTask<JsonNode?> Messages(Thread thread, Field field)
    {
        var list = await messages.List(thread.Request, thread.Page, thread.Id, ListRequest.Of(field), field.Fields, null);
        return list.Value;
    }

    static JsonNode Participants(Thread thread) => ThreadMessage.Data(
        ThreadMessage.User(thread.Person?.Name, thread.Id.Person.ToString()),
        ThreadMessage.User(thread.Page.Name, thread.Page.Id.ToString()));

    static string Write(ListCursor cursor) => ListCursorText.Write(cursor.At, cursor.Person);

    static ListCursor? Read(string cursor) =>
        ListCursorText.ReadTwo(cursor) is (var at, var person) ? new ListCursor(at, person) : null;

    sealed record Thread(GraphRequest Request, Page Page, ConversationId Id, ConversationState State, Person? Person);
}
