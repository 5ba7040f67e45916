using System.Data.Common;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Edges;

sealed record LabelRow(long Id, string Name);

/// <summary>The labels of pages, and who has them, in the store.</summary>
sealed class LabelStore(Database database, TimeProvider clock)
{
    public const int Most = 5_000;
    const string Columns = "labels.id AS Id, labels.name AS Name";

    public Task<IReadOnlyList<LabelRow>> All(PageId page) => Many(
        $"SELECT {Columns} FROM labels WHERE page_id = @page ORDER BY made_at, id", new { page = page.Value });

    public Task<IReadOnlyList<LabelRow>> OfPerson(PageId page, Psid person) => Many(
        $"""
        SELECT {Columns} FROM labelled_persons JOIN labels ON labels.page_id = @page AND labels.id = label_id
        WHERE labelled_persons.page_id = @page AND person_id = @person ORDER BY at, label_id
        """,
        new { page = page.Value, person = person.Value });

    public Task<LabelRow?> Find(PageId page, long id) => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<LabelRow>(
            $"SELECT {Columns} FROM labels WHERE page_id = @page AND id = @id", new { page = page.Value, id }));

    /// <summary>The label's id, which is an earlier one's of the same name; null when the page has as many as it may.</summary>
    public async Task<long?> Add(PageId page, string name)
    {
        var values = new { page = page.Value, id = Ids.NewNumber(), name, now = clock.GetUtcNow().ToStored(), most = Most };
        return await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO labels (page_id, id, name, made_at)
                SELECT @page, @id, @name, @now WHERE (SELECT count(*) FROM labels WHERE page_id = @page) < @most
                ON CONFLICT (page_id, name) DO NOTHING
                """,
                values,
                transaction);
            return await connection.ExecuteScalarAsync<long?>(
                "SELECT id FROM labels WHERE page_id = @page AND name = @name", values, transaction);
        });
    }

    public Task<bool> Remove(PageId page, long id) => database.Write(async (connection, transaction) =>
    {
        var values = new { page = page.Value, id };
        await connection.ExecuteAsync("DELETE FROM labelled_persons WHERE page_id = @page AND label_id = @id", values, transaction);
        return await connection.ExecuteAsync("DELETE FROM labels WHERE page_id = @page AND id = @id", values, transaction) > 0;
    });

    /// <summary>Within a transaction; false when the person has it already.</summary>
    public async Task<bool> Put(DbConnection connection, DbTransaction transaction, PageId page, long label, Psid person) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO labelled_persons (page_id, person_id, label_id, at) VALUES (@page, @person, @label, @now)
            ON CONFLICT (page_id, person_id, label_id) DO NOTHING
            """,
            new { page = page.Value, person = person.Value, label, now = clock.GetUtcNow().ToStored() },
            transaction) > 0;

    /// <summary>Within a transaction; false when the person has it not.</summary>
    public static async Task<bool> Take(DbConnection connection, DbTransaction transaction, PageId page, long label, Psid person) =>
        await connection.ExecuteAsync(
            "DELETE FROM labelled_persons WHERE page_id = @page AND person_id = @person AND label_id = @label",
            new { page = page.Value, person = person.Value, label },
            transaction) > 0;

    Task<IReadOnlyList<LabelRow>> Many(string sql, object values) => database.Read<IReadOnlyList<LabelRow>>(
        async connection => [.. await connection.QueryAsync<LabelRow>(sql, values)]);
}
