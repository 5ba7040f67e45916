using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Inbox;

/// <summary>Endpoints of one conversation, and who speaks in them for the page.</summary>
static class InboxGate
{
    /// <summary>Lets a request pass whose route value <c>psid</c> is a person of the route's page.</summary>
    public static RouteGroupBuilder RequireConversation(this RouteGroupBuilder routes) => routes.AddGate(async http =>
    {
        var page = http.Page().Id;
        if (!Psid.TryParse(http.GetRouteValue("psid") as string, null, out var psid)
            || await http.RequestServices.GetRequiredService<PersonDirectory>().Find(page, psid) is not { } person)
        {
            return Refusal.NotFound;
        }

        http.Features.Set(person);
        return null;
    });

    /// <summary>The person of the route, behind <see cref="RequireConversation"/>.</summary>
    public static Person Customer(this HttpContext http) =>
        http.Features.Get<Person>() ?? throw new InvalidOperationException("The endpoint lacks RequireConversation.");

    public static ConversationId ConversationId(this HttpContext http) => new(http.Page().Id, http.Customer().Psid);

    /// <summary>Who the request speaks as. An app speaks with the page's name.</summary>
    public static Author Author(this HttpContext http)
    {
        var actor = http.Actor()!;
        return actor.Kind == ActorKind.App ? new Author(AuthorKind.App, actor.Id, http.Page().Name) : actor.AsAuthor();
    }

    public static Author AsAuthor(this Actor actor) =>
        new(actor.Kind == ActorKind.App ? AuthorKind.App : AuthorKind.Member, actor.Id, actor.Name);
}
