using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>Reads the messages of a conversation, newest first, without what happened to them in between.</summary>
sealed class ThreadMessages(ConversationReader reader, PersonDirectory persons, FileLinks links)
{
    /// <summary>So many of a conversation can be looked at one by one.</summary>
    public const int Open = 20;

    /// <summary>A conversation full of edits and reactions is not read to its end for one page.</summary>
    const int MostReads = 10;

    readonly NodeType<ThreadMessage> type = ThreadMessage.Type(links);

    /// <summary>A page of the list.</summary>
    public async Task<Checked<JsonObject>> List(
        GraphRequest request, Page page, ConversationId id, ListRequest asked, FieldSelection? fields, string? fieldsText)
    {
        var (entries, hasNewer, hasOlder) = await Part(id, asked);
        var person = await persons.Find(id.Page, id.Person);
        var data = await type.WriteAll(entries.Select(entry => new ThreadMessage(request, page, person, entry)), fields);
        if (data.Error is { } unknown)
            return unknown;
        return new GraphPage(
                data.Value!,
                entries.Count == 0 ? null : ListCursorText.Write(entries[0].Seq),
                entries.Count == 0 ? null : ListCursorText.Write(entries[^1].Seq),
                hasOlder,
                hasNewer)
            .ToJson(request, request.Address($"t_{id.Person}", "messages"), asked.Limit, fieldsText);
    }

    /// <summary>One message by its id; null when this page has none such.</summary>
    public async Task<GraphAnswer?> One(NodeCall call)
    {
        if (!MessageId.TryParse(call.Id, out var message))
            return null;
        var id = new ConversationId(call.Page.Id, message.Person);
        if (await reader.Message(id, message) is not { Event: MessageSent or PostbackTapped } entry)
            return null;
        if (!ThreadMessage.Is(entry))
            return GraphErrors.MessageGone;
        var (newest, _, _) = await Part(id, new ListRequest(Open, null, false));
        return entry.Seq < newest[^1].Seq
            ? GraphErrors.MessageGone
            : await type.Answer(call.Request, new ThreadMessage(call.Request, call.Page, await persons.Find(id.Page, id.Person), entry));
    }

    async Task<(IReadOnlyList<Entry> Entries, bool HasNewer, bool HasOlder)> Part(ConversationId id, ListRequest asked)
    {
        if (asked.Cursor is not null && ListCursorText.Read(asked.Cursor) is null)
            return ([], false, false);
        var found = new List<Entry>();
        var more = true;
        var cursor = asked.Number;
        for (var reads = 0; more && found.Count <= asked.Limit && reads < MostReads; reads++)
        {
            var part = asked.IsBackward
                ? await reader.Page(id, Log.Thread, cursor, null, ConversationReader.MaxLimit)
                : await reader.Page(id, Log.Thread, null, cursor, ConversationReader.MaxLimit);
            more = part.More;
            if (part.Entries.Count == 0)
                break;
            cursor = asked.IsBackward ? part.Entries[^1].Seq : part.Entries[0].Seq;
            found.AddRange((asked.IsBackward ? part.Entries : part.Entries.Reverse()).Where(ThreadMessage.Is));
        }

        var hasMore = found.Count > asked.Limit;
        var wanted = found.Take(asked.Limit).ToList();
        if (asked.IsBackward)
            wanted.Reverse();
        return asked.IsBackward ? (wanted, hasMore, true) : (wanted, asked.Cursor is not null, hasMore);
    }
}
