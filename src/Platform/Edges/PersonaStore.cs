using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Edges;

/// <summary>A name and a picture under which an app speaks for the page.</summary>
/// <param name="PictureUrl">Its lasting address, on this server.</param>
sealed record PersonaRow(long Id, string Name, string PictureUrl, string? FileId);

/// <summary>The personas of pages in the store; those that speak are in memory.</summary>
sealed class PersonaStore(Database database, TimeProvider clock)
{
    public const int Most = 1_000;
    const int MostRemembered = 10_000;
    const string Columns = "id AS Id, name AS Name, picture_url AS PictureUrl, file_id AS FileId";

    readonly Remembered<string, PersonaRow> personas = new(database, "personas", MostRemembered, key => key);

    public ValueTask<PersonaRow?> Find(PageId page, long id) => personas.Of(Key(page, id), _ => database.Read(connection =>
        connection.QuerySingleOrDefaultAsync<PersonaRow>(
            $"SELECT {Columns} FROM personas WHERE page_id = @page AND id = @id", new { page = page.Value, id })));

    /// <summary>False when the page has as many as it may.</summary>
    public Task<bool> Add(PageId page, PersonaRow persona) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO personas (page_id, id, name, picture_url, file_id, made_at)
            SELECT @page, @Id, @Name, @PictureUrl, @FileId, @now WHERE (SELECT count(*) FROM personas WHERE page_id = @page) < @most
            """,
            new
            {
                page = page.Value,
                persona.Id,
                persona.Name,
                persona.PictureUrl,
                persona.FileId,
                now = clock.GetUtcNow().ToStored(),
                most = Most,
            },
            transaction) > 0);

    public Task<bool> Remove(PageId page, long id) => personas.Change(Key(page, id), async (connection, transaction) =>
        await connection.ExecuteAsync(
            "DELETE FROM personas WHERE page_id = @page AND id = @id", new { page = page.Value, id }, transaction) > 0);

    public Task<IReadOnlyList<PersonaRow>> All(PageId page) => database.Read<IReadOnlyList<PersonaRow>>(async connection =>
        [.. await connection.QueryAsync<PersonaRow>(
            $"SELECT {Columns} FROM personas WHERE page_id = @page ORDER BY made_at, id", new { page = page.Value })]);

    static string Key(PageId page, long id) => $"{page}/{id}";
}
