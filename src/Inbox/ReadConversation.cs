using Charla.Conversations.Contracts;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Inbox;

/// <summary>Everything the panel beside a thread shows: who the person is, how they came, how much was said.</summary>
static class ReadConversation
{
    const int LatestTeamEvents = ConversationReader.MaxLimit;

    public static void Map(IEndpointRouteBuilder conversation) => conversation.MapGet("", Handle);

    static async Task<IResult> Handle(HttpContext http, ConversationReader reader, SummaryReader summaries)
    {
        var id = http.ConversationId();
        var state = await reader.State(id);
        var team = await reader.Page(id, Log.Team, after: null, before: null, LatestTeamEvents);
        var entered = team.Entries
            .Where(entry => entry.Event is Entered)
            .Select(entry => (entry.At, ((Entered)entry.Event).Entrance))
            .Select(came => new Arrival(came.At, came.Entrance.Kind, came.Entrance.Ref, came.Entrance.Name));
        return TypedResults.Ok(new Answer(
            await summaries.Of(id, state), About(http.Customer()), [.. entered], new Counts(state.Messages, state.Files)));
    }

    static Profile About(Person person) =>
        new(person.Name, person.Email, person.Locale, person.TimeZone, person.FirstSeenAt, person.LastSeenAt);

    sealed record Answer : Summary
    {
        public Answer(Summary summary, Profile person, IReadOnlyList<Arrival> entered, Counts counts) : base(summary) =>
            (Person, Entered, Counts) = (person, entered, counts);

        public Profile Person { get; }

        public IReadOnlyList<Arrival> Entered { get; }

        public Counts Counts { get; }
    }

    sealed record Profile(
        string? Name, string? Email, string Locale, string? Timezone, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

    sealed record Arrival(DateTimeOffset At, string Kind, string? Ref, string? Name);

    sealed record Counts(long Messages, long Files);
}
