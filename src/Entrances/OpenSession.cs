using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>
/// A person opens the chat of a page: with the token of this page that their device has, or as somebody new. How they
/// came in is told to the conversation, once per device and ref.
/// </summary>
static class OpenSession
{
    static readonly string[] Sources = ["link", "code", "page", "widget", "plugin", "ad", "post", "channel"];

    internal sealed record Request(string? Ref, string? Source, string? Locale, string? Timezone);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/chat/{handle}/sessions", Handle);

    static async Task<IResult> Handle(
        string handle,
        Request? request,
        HttpContext http,
        PageDirectory pages,
        PersonDirectory persons,
        PersonTokens tokens,
        Sessions sessions,
        EntranceStore entrances,
        ConversationDoor door,
        Limits limits)
    {
        request ??= new Request(null, null, null, null);
        if (Check(request) is { } refusal)
            return refusal.ToHttp();
        if (await pages.FindByHandle(handle) is not { } page)
            return Refusal.NotFound.ToHttp();

        var token = PersonGate.TokenOf(http);
        var known = tokens.TryRead(token, out var session) && session.Page == page.Id
            ? await persons.Find(page.Id, session.Psid)
            : null;
        if (known is null)
        {
            if (limits.Take("session", http, 60, TimeSpan.FromMinutes(1)) is { } tooMany)
                return tooMany.ToHttp();
            var locale = LanguageTag.IsValid(request.Locale) ? request.Locale : page.Locale;
            var created = await persons.Create(page.Id, locale, request.Timezone);
            session = new PersonSession(page.Id, created.Psid, DeviceId.New());
            token = tokens.Issue(page.Id, created.Psid, session.Device);
            await Enter(door, entrances, session, request);
            return TypedResults.Ok(await sessions.View(page, created, token));
        }

        await persons.Seen(page.Id, known.Psid);
        if (!string.IsNullOrEmpty(request.Ref))
            await Enter(door, entrances, session!, request);
        return TypedResults.Ok(await sessions.View(page, known, token));
    }

    static Refusal? Check(Request request) =>
        EntranceRef.Check(request.Ref)
        ?? (request.Source is null || Sources.Contains(request.Source)
            ? null
            : Refusal.Invalid("source", $"source is one of {string.Join(", ", Sources)}."))
        ?? PlainText.Check("locale", request.Locale, atMost: 100)
        ?? PlainText.Check("timezone", request.Timezone, atMost: 100);

    /// <summary>
    /// The client id makes it once. A second coming under a renamed entrance is refused as reused: the first stands.
    /// </summary>
    static async Task Enter(ConversationDoor door, EntranceStore entrances, PersonSession session, Request request)
    {
        var @ref = string.IsNullOrEmpty(request.Ref) ? null : request.Ref;
        var entrance = @ref is null ? null : await entrances.FindByRef(session.Page, @ref);
        var kind = request.Source ?? (entrance is null ? "link" : Json.Name(entrance.Kind));
        await door.Do(new ConversationId(session.Page, session.Psid), new Enter(
            Author.Person,
            $"enter-{session.Device}-{Ids.Hash(@ref ?? "")[..32]}",
            new EntranceUsed(kind, @ref, entrance?.Name)));
    }
}
