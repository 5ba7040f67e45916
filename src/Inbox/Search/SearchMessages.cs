using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox.Search;

/// <summary>
/// The team searches everything that was written with the page: messages, files' names, cards and notes. All words must
/// be found, in any order, whatever their accents; the newest come first.
/// </summary>
static class SearchMessages
{
    const int LongestSearch = 100;
    const int MostHits = 50;

    public static void Map(IEndpointRouteBuilder inbox) => inbox.MapGet("/search", Handle);

    static async Task<IResult> Handle(
        HttpContext http,
        SearchStore store,
        ConversationReader reader,
        PersonDirectory persons,
        string? q,
        string? after,
        int limit = 20)
    {
        if (PlainText.Check("q", q, LongestSearch, atLeast: 1) is { } refusal)
            return refusal.ToHttp();
        if (limit is < 1 or > MostHits)
            return Refusal.Invalid("limit", $"limit is 1 to {MostHits}.").ToHttp();
        var before = long.MaxValue;
        if (after is not null && !(long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before) && before > 0))
            return Refusal.Invalid("after", "after is the next of an earlier answer.").ToHttp();

        var page = http.Page().Id;
        var query = SearchQuery.Of(q!);
        var positions = query.IsEmpty ? [] : await store.Find(page, query, before, limit);
        var entries = (await reader.At(page, positions)).Reverse().ToList();
        var customers = await persons.FindAll(page, entries.Select(entry => entry.Conversation.Person).Distinct());
        return TypedResults.Ok(new
        {
            hits = entries
                .Select(entry => Hit.Of(entry, query, customers.GetValueOrDefault(entry.Conversation.Person)?.Name))
                .OfType<Hit>(),
            next = positions.Count == limit ? positions[^1].ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    /// <summary>Something written that was found.</summary>
    /// <param name="Seq">Its number in the thread; of a note, the number after which it stands.</param>
    /// <param name="Marks">Where the found words stand in the text: start and length, in UTF-16 units.</param>
    sealed record Hit(
        string Conversation,
        string? Name,
        string Kind,
        long Seq,
        DateTimeOffset At,
        object From,
        string Text,
        IReadOnlyList<int[]> Marks)
    {
        /// <summary>Null when it was taken back since its words were kept.</summary>
        public static Hit? Of(Entry entry, SearchQuery query, string? name)
        {
            if (WrittenText.Of(entry.Event) is not { } text)
                return null;
            var snippet = Snippet.Of(text, query);
            var (kind, seq) = entry.Event is NoteAdded note ? ("note", note.ThreadSeq) : ("message", entry.Seq);
            return new Hit(
                entry.Conversation.Person.ToString(),
                name,
                kind,
                seq,
                entry.At,
                new { kind = EventWriter.KindOf(entry.By.Kind), name = entry.By.Name },
                snippet.Text,
                snippet.Marks);
        }
    }
}
