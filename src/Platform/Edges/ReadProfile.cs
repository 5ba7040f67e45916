using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary><c>GET /{psid}</c>: what the page knows of a person. What is not known is left out.</summary>
sealed class ReadProfile(PersonDirectory persons, TimeProvider clock)
{
    public void Map(GraphRoutes routes)
    {
        var type = new NodeType<Person>("User", "first_name", "last_name", "profile_pic", "id")
            .With("id", person => person.Psid.ToString())
            .With("name", person => person.Name)
            .With("first_name", person => FirstName(person.Name))
            .With("last_name", person => LastName(person.Name))
            .With("profile_pic", _ => null)
            .With("locale", person => Locale(person.Locale))
            .With("timezone", person => TimeZone(person.TimeZone))
            .With("gender", _ => null);
        routes.OnNode("GET", "", async call =>
            (await Recipients.Find(call.Id, call.Page.Id, persons)).Value is { } person ? await type.Answer(call.Request, person) : null);
        routes.OnNode("GET", "ids_for_pages", async call =>
            (await Recipients.Find(call.Id, call.Page.Id, persons)).Value is { } person ? Ids(person, call.Page) : null);
        routes.OnNode("GET", "ids_for_apps", async call =>
            (await Recipients.Find(call.Id, call.Page.Id, persons)).Value is null ? null : (GraphAnswer)ThreadMessage.Data());
    }

    public static string? FirstName(string? name) => name?.Split(' ', 2)[0];

    public static string? LastName(string? name) => name?.Split(' ', 2) is [_, var last] ? last : null;

    /// <summary>A page knows a person by one id, and no other page's.</summary>
    static GraphAnswer Ids(Person person, Page page) => new JsonObject
    {
        ["data"] = new JsonArray(new JsonObject
        {
            ["id"] = person.Psid.ToString(),
            ["page"] = new JsonObject { ["name"] = page.Name, ["id"] = page.Id.ToString() },
        }),
    };

    /// <summary>With a country, as clients expect: <c>es</c> becomes <c>es_ES</c>.</summary>
    static string Locale(string tag)
    {
        try
        {
            return CultureInfo.CreateSpecificCulture(tag).Name.Replace('-', '_');
        }
        catch (CultureNotFoundException)
        {
            return tag.Replace('-', '_');
        }
    }

    /// <summary>Hours from UTC, now.</summary>
    JsonValue? TimeZone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? JsonValue.Create(zone.GetUtcOffset(clock.GetUtcNow()).TotalHours)
        : null;
}
