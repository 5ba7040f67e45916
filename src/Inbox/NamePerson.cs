using Charla.Conversations.Contracts;
using Charla.Inbox.Live;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>A member gives a person the name that the team knows them by.</summary>
static class NamePerson
{
    const int LongestName = 80;

    public sealed record Request(string? Name);

    public static void Map(IEndpointRouteBuilder conversation) => conversation.MapPatch("/person", Handle);

    static async Task<IResult> Handle(
        HttpContext http, Request request, PersonDirectory persons, ConversationReader reader, Screens screens)
    {
        if (PlainText.Check("name", request.Name, LongestName) is { } refusal)
            return refusal.ToHttp();
        var id = http.ConversationId();
        var name = string.IsNullOrWhiteSpace(request.Name) ? null : request.Name.Trim();
        if (await persons.Update(id.Page, id.Person, person => person with { Name = name }) is not { } named)
            return Refusal.NotFound.ToHttp();
        await screens.Tell(new Happened(id, await reader.State(id), []));
        return TypedResults.Ok(new { named.Name });
    }
}
