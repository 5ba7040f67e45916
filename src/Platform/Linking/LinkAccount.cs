using System.Globalization;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Linking;

/// <summary>
/// A person taps Log in: they go to the business's own site with a token that tells it who comes, log in there, and come
/// back with a code for the app. The browser that left must be the one that comes back, so that nobody is logged in
/// through a link that somebody else sent them.
/// </summary>
static class LinkAccount
{
    const string Back = "/account-linked";
    const string Cookie = "charla-account-link";
    const int LongestCode = 2_000;

    static readonly Refusal NoButton = new("account_link.missing", "This message has no such button.", RefusalKind.Invalid, "message_id");

    /// <param name="Url">Of the button, where a message has several.</param>
    internal sealed record Request(string? MessageId, string? Url);

    public static void Map(IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat/account-links").RequirePerson();
        chat.MapPost("", Leave);
        chat.MapPost("/unlink", LogOut);
        app.MapGet(Back, Return).ExcludeFromDescription();
    }

    static async Task<IResult> Leave(
        Request request, HttpContext http, ConversationReader reader, AccountLinkStore store, PublicAddress address, Limits limits)
    {
        var session = http.Person();
        if (limits.Take("account_link", session.Psid.ToString(), 10, TimeSpan.FromMinutes(10)) is { } tooMany)
            return tooMany.ToHttp();
        var found = await Find(request, session, reader, ButtonType.AccountLink);
        if (found is not ({ } button, var visit))
            return NoButton.ToHttp();
        var (token, secret) = (Ids.NewSecret(), Ids.NewSecret());
        await store.Begin(visit, token, secret);
        http.Response.Cookies.Append(Cookie, secret, new CookieOptions
        {
            Path = Back,
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            MaxAge = AccountLinkStore.VisitLife,
        });
        var back = address.Of(http, $"{Back}?page={session.Page}&return={secret}");
        return TypedResults.Ok(new { Url = Address(button.Url!, token, back) });
    }

    static async Task<IResult> LogOut(Request request, HttpContext http, ConversationReader reader, AccountLinks links)
    {
        var found = await Find(request, http.Person(), reader, ButtonType.AccountUnlink);
        return found is ({ }, var visit)
            ? TypedResults.Ok(new { Unlinked = await links.Unlink(visit) })
            : NoButton.ToHttp();
    }

    /// <summary>Without a code the person changed their mind. Whatever came of it, the chat goes on.</summary>
    static async Task<IResult> Return(
        HttpContext http, string? page, string? @return, PageDirectory pages, AccountLinkStore store, AccountLinks links)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!PageId.TryParse(page, null, out var id) || await pages.Find(id) is not { } known)
            return Results.Redirect("/");
        var code = http.Request.Query["authorization_code"].ToString();
        var isOwn = @return is not null && http.Request.Cookies[Cookie] == @return;
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = Back });
        if (isOwn && code is { Length: > 0 and <= LongestCode } && PlainText.IsWellFormed(code)
            && await store.Find(id, @return) is { } visit)
        {
            await links.Link(visit, @return!, code);
        }

        return Results.Redirect($"/m/{Uri.EscapeDataString(known.Handle)}");
    }

    /// <summary>The button in the person's own conversation, and the app that made it.</summary>
    static async Task<(TemplateButton, Visit)?> Find(
        Request request, PersonSession session, ConversationReader reader, ButtonType type)
    {
        if (!MessageId.TryParse(request.MessageId, out var message)
            || await reader.Message(new ConversationId(session.Page, session.Psid), message) is not { Event: MessageSent { Content.Template: { } template } } entry)
        {
            return null;
        }

        var button = (template.Buttons ?? []).Concat((template.Cards ?? []).SelectMany(card => card.Buttons ?? []))
            .FirstOrDefault(one => one.Type == type && (request.Url is null || one.Url == request.Url));
        long? app = entry.By.Kind == AuthorKind.App && long.TryParse(entry.By.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
        return button is null ? null : (button, new Visit(session.Page, session.Psid, app));
    }

    /// <summary>The site's address, with who comes and where to send them back to.</summary>
    static string Address(string url, string token, string back)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (url, "") : (url[..hash], url[hash..]);
        var joint = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{address}{joint}account_linking_token={token}&redirect_uri={Uri.EscapeDataString(back)}{fragment}";
    }
}
