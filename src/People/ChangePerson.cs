using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.People;

/// <summary>A person tells the page their name, language or time zone.</summary>
static class ChangePerson
{
    internal sealed record Request(string? Name, string? Locale, string? Timezone);

    public static void Map(IEndpointRouteBuilder chat) => chat.MapPatch("/person", Handle);

    static async Task<IResult> Handle(Request request, HttpContext http, PersonDirectory persons)
    {
        var refusal = PlainText.Check("name", request.Name, atMost: 80)
            ?? LanguageTag.Check("locale", request.Locale)
            ?? (request.Timezone is null || Zones.Exists(request.Timezone)
                ? null
                : Refusal.Invalid("timezone", "timezone is an IANA name, such as Europe/Madrid."));
        if (refusal is not null)
            return refusal.ToHttp();
        var session = http.Person();
        var name = request.Name?.Trim();
        var person = await persons.Update(session.Page, session.Psid, person => person with
        {
            Name = name is null ? person.Name : name.Length == 0 ? null : name,
            Locale = request.Locale ?? person.Locale,
            TimeZone = request.Timezone ?? person.TimeZone,
        });
        return person is null
            ? Refusal.NotFound.ToHttp()
            : TypedResults.Ok(new { person.Name, person.Locale, Timezone = person.TimeZone });
    }
}
