using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>An app makes, lists and removes the personas of a page.</summary>
sealed class Personas(PersonaStore store)
{
    const int LongestName = 50;

    static readonly NodeType<PersonaRow> Type = new NodeType<PersonaRow>("Persona", "name", "profile_picture_url", "id")
        .With("id", persona => persona.Id.ToString(CultureInfo.InvariantCulture))
        .With("name", persona => persona.Name)
        .With("profile_picture_url", persona => persona.PictureUrl);

    public void Map(GraphRoutes routes)
    {
        routes.OnPage("POST", "personas", Add);
        routes.OnPage("GET", "personas", List);
        routes.OnNode("GET", "", Read);
        routes.OnNode("DELETE", "", Remove);
    }

    async Task<GraphAnswer> Add(PageCall call)
    {
        if (call.Request.Text("name") is not { Length: > 0 } name || string.IsNullOrWhiteSpace(name))
            return GraphErrors.Missing("name");
        if (name.Length > LongestName)
            return GraphErrors.TooLong("name", LongestName);
        if (!PlainText.IsWellFormed(name))
            return GraphErrors.Parameter("name", "must be a text");
        if (call.Request.Text("profile_picture_url") is not { Length: > 0 } picture)
            return GraphErrors.Missing("profile_picture_url");
        if (!WebAddress.IsValid(picture))
            return GraphErrors.Parameter("profile_picture_url", "should represent a valid URL");
        var persona = new PersonaRow(Ids.NewNumber(), name.Trim(), picture);
        return await store.Add(call.Page.Id, persona)
            ? new JsonObject { ["id"] = persona.Id.ToString(CultureInfo.InvariantCulture) }
            : GraphErrors.Malformed($"A page has at most {PersonaStore.Most} personas");
    }

    async Task<GraphAnswer> List(PageCall call) => await GraphList.Answer(
        call.Request, await store.All(call.Page.Id), persona => persona.Id, Type, call.Request.Address(call.Page.Id.ToString(), "personas"));

    async Task<GraphAnswer?> Read(NodeCall call) =>
        Ids.TryParse(call.Id, out var id) && await store.Find(call.Page.Id, id) is { } persona
            ? await Type.Answer(call.Request, persona)
            : null;

    async Task<GraphAnswer?> Remove(NodeCall call) =>
        Ids.TryParse(call.Id, out var id) && await store.Remove(call.Page.Id, id) ? GraphAnswer.Success : null;
}
