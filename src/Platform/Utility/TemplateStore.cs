using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Utility;

sealed record TemplateRow(long Id, string Name, string Language, string Components);

/// <summary>The message templates of pages in the store; those that are sent are in memory.</summary>
sealed class TemplateStore(Database database, TimeProvider clock)
{
    public const int Most = 250;
    const int MostRemembered = 10_000;
    const string Columns = "id AS Id, name AS Name, language AS Language, components AS Components";

    readonly Remembered<string, TemplateRow> templates = new(database, "message_templates", MostRemembered, key => key);

    public Task<IReadOnlyList<TemplateRow>> All(PageId page) => database.Read<IReadOnlyList<TemplateRow>>(async connection =>
        [.. await connection.QueryAsync<TemplateRow>(
            $"SELECT {Columns} FROM message_templates WHERE page_id = @page ORDER BY made_at, id", new { page = page.Value })]);

    public ValueTask<TemplateRow?> Find(PageId page, string name, string language) =>
        templates.Of($"{page}/{name}/{language}", _ => database.Read(connection =>
            connection.QuerySingleOrDefaultAsync<TemplateRow>(
                $"SELECT {Columns} FROM message_templates WHERE page_id = @page AND name = @name AND language = @language",
                new { page = page.Value, name, language })));

    /// <summary>False when the page has one of this name and language, or as many as it may.</summary>
    public Task<bool> Add(PageId page, TemplateRow template) => templates.ChangeAny(async (connection, transaction) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO message_templates (page_id, id, name, language, components, made_at)
            SELECT @page, @Id, @Name, @Language, @Components, @now
            WHERE (SELECT count(*) FROM message_templates WHERE page_id = @page) < @most
            ON CONFLICT (page_id, name, language) DO NOTHING
            """,
            new
            {
                page = page.Value,
                template.Id,
                template.Name,
                template.Language,
                template.Components,
                now = clock.GetUtcNow().ToStored(),
                most = Most,
            },
            transaction) > 0);

    /// <summary>Removes the template in all its languages, or only the one with the id.</summary>
    public Task<bool> Remove(PageId page, string name, long? id) => templates.ChangeAny(async (connection, transaction) =>
        await connection.ExecuteAsync(
            $"DELETE FROM message_templates WHERE page_id = @page AND name = @name {(id is null ? "" : "AND id = @id")}",
            new { page = page.Value, name, id },
            transaction) > 0);
}
