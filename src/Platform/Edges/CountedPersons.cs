using System.Collections.Concurrent;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Edges;

/// <summary>Follows the journal and notes who began a conversation, wrote, or blocked the page, on which day.</summary>
sealed class CountedPersons(Database database) : IFollower
{
    public const string Begun = "begun";
    public const string Active = "active";
    public const string BlockedPage = "blocked";
    const int MostRemembered = 100_000;

    /// <summary>On which day somebody last wrote, so that the second message of a day costs nothing.</summary>
    readonly ConcurrentDictionary<ConversationId, long> activeOn = new();

    public string Name => "platform.counted_persons";

    public bool TakesMany => true;

    public bool Wants(Entry entry) => WhatOf(entry).Any();

    public Task Handle(Entry entry, CancellationToken cancel) => HandleAll([entry], cancel);

    public async Task HandleAll(IReadOnlyList<Entry> entries, CancellationToken cancel)
    {
        var rows = entries.SelectMany(entry => WhatOf(entry).Select(what =>
            (What: what, entry.Conversation, Day: DayOf(entry.At)))).Distinct().ToList();
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            """
            INSERT INTO counted_persons (page_id, what, person_id, day) VALUES (@page, @what, @person, @day)
            ON CONFLICT (page_id, what, person_id, day) DO NOTHING
            """,
            rows.Select(row => new
            {
                page = row.Conversation.Page.Value,
                what = row.What,
                person = row.Conversation.Person.Value,
                day = row.Day,
            }),
            transaction));
        if (activeOn.Count > MostRemembered)
            activeOn.Clear();
        foreach (var row in rows.Where(row => row.What == Active))
            activeOn[row.Conversation] = row.Day;
    }

    /// <summary>How many persons some days had together, each counted once.</summary>
    public Task<long> Between(PageId page, string what, long first, long last) => database.Read(connection =>
        connection.ExecuteScalarAsync<long>(
            """
            SELECT count(DISTINCT person_id) FROM counted_persons
            WHERE page_id = @page AND what = @what AND day BETWEEN @first AND @last
            """,
            new { page = page.Value, what, first, last }));

    public static long DayOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 86_400;

    /// <summary>A conversation begins with the first entry of its thread.</summary>
    IEnumerable<string> WhatOf(Entry entry)
    {
        if (entry is { Log: Log.Thread, Seq: 1 })
            yield return Begun;
        if (!entry.By.IsPerson)
            yield break;
        if (entry.Event is Blocked { On: true })
            yield return BlockedPage;
        if (entry.Event is MessageSent or PostbackTapped
            && !(activeOn.TryGetValue(entry.Conversation, out var day) && day == DayOf(entry.At)))
        {
            yield return Active;
        }
    }
}
