using System.Net;
using Charla.Server.Tests.Inbox;

namespace Charla.Server.Tests.Faults;

/// <summary>A server for these tests alone, because they move its clock.</summary>
public sealed class ClockJumpServer : ServerFixture;

/// <summary>F14: the clock of the machine jumps, forward and back.</summary>
public sealed class ClockJumpTests(ClockJumpServer server) : IClassFixture<ClockJumpServer>
{
    [Theory, InlineData(1), InlineData(-1), InlineData(24), InlineData(-24)]
    public async Task F14_Numbers_and_tokens_do_not_mind_and_nothing_is_said_twice(int hours)
    {
        var cancel = TestContext.Current.CancellationToken;
        var shop = await Shop.Open(server);
        var person = await ChatClient.Open(server.Address, shop.Handle);
        await person.Send("before", "before");
        await using var live = await person.Connect();
        await live.EventsUntil(1);

        server.Clock.Advance(TimeSpan.FromHours(hours));
        await person.Send("after", "after");
        await live.EventsUntil(2);
        server.Clock.Advance(-TimeSpan.FromHours(hours));
        await person.Send("back", "back");
        await person.Send("after", "after");
        await live.EventsUntil(3);
        await Task.Delay(TimeSpan.FromSeconds(1), cancel);

        Assert.Equal([1, 2, 3], (await person.Events()).Select(one => one.GetProperty("seq").GetInt64()));
        using var inbox = await shop.App.GetAsync($"{shop.Path}/conversations/{person.Psid}", cancel);
        Assert.Equal(HttpStatusCode.OK, inbox.StatusCode);
    }
}
