using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>A person's device asks again where it stands.</summary>
static class ReadSession
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/session", Handle);

    static async Task<IResult> Handle(HttpContext http, PageDirectory pages, PersonDirectory persons, Sessions sessions)
    {
        var session = http.Person();
        return await pages.Find(session.Page) is { } page && await persons.Find(session.Page, session.Psid) is { } person
            ? TypedResults.Ok(await sessions.View(page, person, token: null))
            : Refusal.Unauthenticated.ToHttp();
    }
}
