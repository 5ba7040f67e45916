using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Edges;

/// <summary>Follows the journal and notes who began a conversation, and who blocked the page, on which day.</summary>
sealed class CountedPersons(Database database) : IFollower
{
    public const string Begun = "begun";
    public const string BlockedPage = "blocked";

    public string Name => "platform.counted_persons";

    public bool Wants(Entry entry) => WhatOf(entry) is not null;

    public Task Handle(Entry entry, CancellationToken cancel) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO counted_persons (page_id, what, person_id, day) VALUES (@page, @what, @person, @day)
        ON CONFLICT (page_id, what, person_id, day) DO NOTHING
        """,
        new
        {
            page = entry.Conversation.Page.Value,
            what = WhatOf(entry),
            person = entry.Conversation.Person.Value,
            day = DayOf(entry.At),
        },
        transaction));

    /// <summary>Persons by day, of the days from the first to the last.</summary>
    public async Task<IReadOnlyDictionary<long, long>> ByDay(PageId page, string what, long first, long last) =>
        (await database.Read(connection => connection.QueryAsync<(long Day, long Count)>(
            """
            SELECT day, count(*) FROM counted_persons
            WHERE page_id = @page AND what = @what AND day BETWEEN @first AND @last GROUP BY day
            """,
            new { page = page.Value, what, first, last }))).ToDictionary(row => row.Day, row => row.Count);

    /// <summary>Persons up to a day, and on it.</summary>
    public Task<long> UpTo(PageId page, string what, long last) => database.Read(connection => connection.ExecuteScalarAsync<long>(
        "SELECT count(*) FROM counted_persons WHERE page_id = @page AND what = @what AND day <= @last",
        new { page = page.Value, what, last }));

    public static long DayOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 86_400;

    /// <summary>A conversation begins with the first entry of its thread.</summary>
    static string? WhatOf(Entry entry) => entry switch
    {
        { Log: Log.Thread, Seq: 1 } => Begun,
        { By.IsPerson: true, Event: Blocked { On: true } } => BlockedPage,
        _ => null,
    };
}
