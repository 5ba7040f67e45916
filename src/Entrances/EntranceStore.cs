using System.Data.Common;
using System.Globalization;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Entrances;

/// <summary>Entrances and what came through them, in the store.</summary>
sealed class EntranceStore(Database database)
{
    const string Columns = "id AS Id, name AS Name, ref AS Ref, kind AS Kind";

    public Task<IReadOnlyList<Entrance>> Of(PageId page) => database.Read<IReadOnlyList<Entrance>>(async connection =>
        [.. (await connection.QueryAsync<EntranceRow>(
            $"SELECT {Columns} FROM entrances WHERE page_id = @page ORDER BY made_at, id", new { page = page.Value }))
            .Select(row => row.ToEntrance())]);

    public Task<Entrance?> Find(PageId page, long id) =>
        One("id = @id", new { page = page.Value, id });

    public Task<Entrance?> FindByRef(PageId page, string value) =>
        One("ref = @value", new { page = page.Value, value });

    public Task<int> Count(PageId page) => database.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT COUNT(*) FROM entrances WHERE page_id = @page", new { page = page.Value }));

    /// <summary>False when the page has an entrance with this ref.</summary>
    public async Task<bool> Add(PageId page, Entrance entrance, DateTimeOffset now)
    {
        try
        {
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                """
                INSERT INTO entrances (page_id, id, name, ref, kind, made_at)
                VALUES (@page, @id, @Name, @Ref, @kind, @now)
                """,
                new
                {
                    page = page.Value,
                    id = long.Parse(entrance.Id, CultureInfo.InvariantCulture),
                    entrance.Name,
                    entrance.Ref,
                    kind = entrance.Kind.ToString(),
                    now = now.ToStored(),
                },
                transaction));
            return true;
        }
        catch (DbException error) when (error.IsTaken())
        {
            return false;
        }
    }

    public Task Rename(PageId page, long id, string name) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            "UPDATE entrances SET name = @name WHERE page_id = @page AND id = @id",
            new { page = page.Value, id, name },
            transaction));

    /// <summary>False when the page has none with this id.</summary>
    public Task<bool> Remove(PageId page, long id) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(
            "DELETE FROM entrances WHERE page_id = @page AND id = @id", new { page = page.Value, id }, transaction) > 0);

    /// <summary>Counts a start; the same entry of the journal is counted once.</summary>
    public Task CountStart(PageId page, string value, long position) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            """
            INSERT INTO entrance_starts (page_id, ref, starts, position) VALUES (@page, @value, 1, @position)
            ON CONFLICT (page_id, ref) DO UPDATE SET starts = entrance_starts.starts + 1, position = excluded.position
              WHERE entrance_starts.position < excluded.position
            """,
            new { page = page.Value, value, position },
            transaction));

    /// <summary>Starts by ref; the page's own link under the empty ref.</summary>
    public Task<IReadOnlyDictionary<string, long>> Starts(PageId page) =>
        database.Read<IReadOnlyDictionary<string, long>>(async connection =>
            (await connection.QueryAsync<StartsRow>(
                """
                SELECT ref AS Ref, starts AS Starts FROM entrance_starts
                WHERE page_id = @page AND (ref = '' OR ref IN (SELECT ref FROM entrances WHERE page_id = @page))
                """,
                new { page = page.Value })).ToDictionary(row => row.Ref, row => row.Starts));

    Task<Entrance?> One(string where, object parameters) => database.Read(async connection =>
        (await connection.QuerySingleOrDefaultAsync<EntranceRow>(
            $"SELECT {Columns} FROM entrances WHERE page_id = @page AND {where}", parameters))?.ToEntrance());

    sealed record EntranceRow(long Id, string Name, string Ref, string Kind)
    {
        public Entrance ToEntrance() => new($"{Id}", Name, Ref, Enum.Parse<EntranceKind>(Kind));
    }

    sealed record StartsRow(string Ref, long Starts);
}
