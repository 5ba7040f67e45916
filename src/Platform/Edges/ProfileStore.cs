using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Edges;

/// <summary>A property as it was sent, and which app set it; null where that was not noted.</summary>
sealed record ProfileValue(string Json, long? App);

/// <summary>How apps set up the entry of a page: properties as JSON, of the page or of one person.</summary>
sealed class ProfileStore(Database database, TimeProvider clock)
{
    const int MostRemembered = 10_000;

    readonly Remembered<string, IReadOnlyDictionary<string, ProfileValue>> profiles = new(database, "messenger_profiles", MostRemembered, key => key);

    /// <summary>The properties that are set, from memory once asked for.</summary>
    /// <param name="person">Null for the page's own.</param>
    public async ValueTask<IReadOnlyDictionary<string, ProfileValue>> Of(PageId page, Psid? person) =>
        (await profiles.Of(Key(page, person), _ => database.Read<IReadOnlyDictionary<string, ProfileValue>?>(async connection =>
            (await connection.QueryAsync<(string Property, string Value, long? App)>(
                "SELECT property, value, app_id FROM messenger_profiles WHERE page_id = @page AND person_id = @person",
                Keys(page, person)))
            .ToDictionary(row => row.Property, row => new ProfileValue(row.Value, row.App), StringComparer.Ordinal))))!;

    public Task Set(PageId page, Psid? person, long app, IReadOnlyDictionary<string, JsonElement> properties) =>
        profiles.Change(Key(page, person), async (connection, transaction) =>
        {
            foreach (var (property, value) in properties)
            {
                await connection.ExecuteAsync(
                    """
                    INSERT INTO messenger_profiles (page_id, person_id, property, value, changed_at, app_id)
                    VALUES (@page, @person, @property, @value, @now, @app)
                    ON CONFLICT (page_id, person_id, property) DO UPDATE
                    SET value = excluded.value, changed_at = excluded.changed_at, app_id = excluded.app_id
                    """,
                    new
                    {
                        page = page.Value,
                        person = person?.Value ?? 0,
                        property,
                        value = value.GetRawText(),
                        now = clock.GetUtcNow().ToStored(),
                        app,
                    },
                    transaction);
            }

            return true;
        });

    public Task Remove(PageId page, Psid? person, IReadOnlyCollection<string> properties) =>
        profiles.Change(Key(page, person), (connection, transaction) => connection.ExecuteAsync(
            $"""
            DELETE FROM messenger_profiles
            WHERE page_id = @page AND person_id = @person AND {database.OneOf("property", "properties")}
            """,
            new { page = page.Value, person = person?.Value ?? 0, properties = properties.ToArray() },
            transaction));

    public static JsonNode? Read(IReadOnlyDictionary<string, ProfileValue> profile, string property) =>
        profile.TryGetValue(property, out var value) ? JsonNode.Parse(value.Json) : null;

    static object Keys(PageId page, Psid? person) => new { page = page.Value, person = person?.Value ?? 0 };

    static string Key(PageId page, Psid? person) => $"{page}/{person?.Value ?? 0}";
}
