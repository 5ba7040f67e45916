using System.Buffers.Binary;
using System.Buffers.Text;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>The team's list: by status, unread, longest waiting, or the names that a search finds.</summary>
static class ListConversations
{
    const int LongestSearch = 100;
    const int MostFound = 200;

    public static void Map(IEndpointRouteBuilder inbox) => inbox.MapGet("/conversations", Handle);

    static async Task<IResult> Handle(
        HttpContext http,
        ConversationReader reader,
        SummaryReader summaries,
        PersonDirectory persons,
        string? status,
        bool? unread,
        string? order,
        string? after,
        string? q,
        int limit = 50)
    {
        var page = http.Page();
        var filter = Filter(status, unread, order);
        if (!filter.IsAccepted)
            return filter.Refusal.ToHttp();
        if (limit is < 1 or > ConversationReader.MaxLimit)
            return Refusal.Invalid("limit", "limit is 1 to 200.").ToHttp();
        if (PlainText.Check("q", q, LongestSearch) is { } refusal)
            return refusal.ToHttp();
        if (!TryRead(after, out var cursor))
            return Refusal.Invalid("after", "after is the next of an earlier answer.").ToHttp();

        var wanted = filter.Value;
        if (!string.IsNullOrWhiteSpace(q))
            wanted = wanted with { OnlyPersons = await persons.Search(page.Id, q.Trim(), MostFound) };
        var rows = wanted.OnlyPersons is { Count: 0 } ? [] : await reader.List(page.Id, wanted, cursor, limit);
        return TypedResults.Ok(new
        {
            conversations = await summaries.OfAll(page, rows),
            next = rows.Count == limit ? Write(rows[^1].Cursor) : null,
            counts = await reader.Counts(page.Id),
        });
    }

    static Outcome<ListFilter> Filter(string? status, bool? unread, string? order)
    {
        var waiting = order == "longest_wait";
        if (order is not null and not "newest" && !waiting)
            return Refusal.Invalid("order", "order is newest or longest_wait.");
        return status switch
        {
            null or "open" => new ListFilter(ConversationStatus.Open, unread == true, waiting),
            "resolved" => new ListFilter(ConversationStatus.Resolved, unread == true, waiting),
            "all" => new ListFilter(null, unread == true, waiting),
            _ => Refusal.Invalid("status", "status is open, resolved or all."),
        };
    }

    static string Write(ListCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, cursor.At);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], cursor.Person);
        return Base64Url.EncodeToString(bytes);
    }

    static bool TryRead(string? text, out ListCursor? cursor)
    {
        cursor = null;
        if (text is null)
            return true;
        if (text.Length != 22 || !Base64Url.IsValid(text))
            return false;
        var bytes = Base64Url.DecodeFromChars(text);
        cursor = new ListCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)));
        return true;
    }
}
