using System.Data.Common;
using System.Globalization;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Inbox.Search;

/// <summary>What was written at a position of the journal, or null where nothing is written any longer.</summary>
sealed record Written(PageId Page, long Position, string? Text);

/// <summary>
/// The words of everything written and the positions where they stand: SQLite's FTS5, PostgreSQL's <c>tsvector</c> under
/// a GIN index. Both are given words that are plain already, so that both find the same.
/// </summary>
sealed class SearchStore(Database database)
{
    bool IsPostgres => database.Engine == StorageOptions.Postgres;

    /// <summary>Takes the place of what was known of these positions.</summary>
    public Task Put(IReadOnlyList<Written> written)
    {
        var last = written.GroupBy(one => (one.Page, one.Position)).Select(same => same.Last()).ToList();
        return database.Write(async (connection, transaction) =>
        {
            await Forget(last, connection, transaction);
            var rows = last.Where(one => one.Text is not null).ToList();
            if (rows.Count > 0)
                await (IsPostgres ? PutPostgres(rows, connection, transaction) : PutSqlite(rows, connection, transaction));
        });
    }

    /// <summary>Positions of a page where all the words stand, newest first.</summary>
    public Task<IReadOnlyList<long>> Find(PageId page, SearchQuery query, long before, int limit) =>
        database.Read<IReadOnlyList<long>>(async connection => [.. await connection.QueryAsync<long>(
            IsPostgres
                ? """
                  SELECT position FROM written_words
                  WHERE page_id = @page AND words @@ @query::tsquery AND position < @before
                  ORDER BY position DESC LIMIT @limit
                  """
                : """
                  SELECT rowid FROM written_words WHERE written_words MATCH @query AND rowid < @before
                  ORDER BY rowid DESC LIMIT @limit
                  """,
            new { page = page.Value, query = IsPostgres ? ToTsQuery(page, query) : ToFts5(page, query), before, limit })]);

    static async Task PutSqlite(IEnumerable<Written> rows, DbConnection connection, DbTransaction transaction)
    {
        foreach (var row in rows)
        {
            await connection.ExecuteAsync(
                "INSERT INTO written_words (rowid, page, words) VALUES (@position, @page, @words)",
                new { position = row.Position, page = Word(row.Page), words = string.Join(' ', PlainWords(row)) },
                transaction);
        }
    }

    static Task PutPostgres(List<Written> rows, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        INSERT INTO written_words (page_id, position, words)
        SELECT page, position, array_to_tsvector(string_to_array(words, ' '))
        FROM unnest(@pages, @positions, @words) AS new (page, position, words)
        """,
        new
        {
            pages = rows.Select(row => row.Page.Value).ToArray(),
            positions = rows.Select(row => row.Position).ToArray(),
            words = rows.Select(row => string.Join(' ', PlainWords(row).Append(Word(row.Page)))).ToArray(),
        },
        transaction);

    async Task Forget(IReadOnlyList<Written> rows, DbConnection connection, DbTransaction transaction)
    {
        if (IsPostgres)
        {
            await connection.ExecuteAsync(
                """
                DELETE FROM written_words USING unnest(@pages, @positions) AS old (page, position)
                WHERE page_id = old.page AND written_words.position = old.position
                """,
                new { pages = rows.Select(row => row.Page.Value).ToArray(), positions = rows.Select(row => row.Position).ToArray() },
                transaction);
            return;
        }

        var positions = rows.Select(row => row.Position).ToArray();
        await connection.ExecuteAsync(
            $"DELETE FROM written_words WHERE {database.OneOf("rowid", "positions")}", new { positions }, transaction);
    }

    /// <summary>A page as a word: none that is written starts with this sign.</summary>
    static string Word(PageId page) => string.Create(CultureInfo.InvariantCulture, $"#{page.Value}");

    static IEnumerable<string> PlainWords(Written row) => Words.Of(row.Text!).Select(word => word.Plain).Distinct();

    /// <summary>Words hold letters, digits and their marks: nothing in them needs an escape.</summary>
    static string ToTsQuery(PageId page, SearchQuery query) => string.Join(
        " & ", query.Words.Select((word, i) => $"'{word}'{(IsBeginning(query, i) ? ":*" : "")}").Prepend($"'{Word(page)}'"));

    static string ToFts5(PageId page, SearchQuery query) => string.Join(
        " AND ", query.Words.Select((word, i) => $"words:\"{word}\"{(IsBeginning(query, i) ? "*" : "")}").Prepend($"page:\"{Word(page)}\""));

    static bool IsBeginning(SearchQuery query, int word) => query.LastIsBeginning && word == query.Words.Count - 1;
}
