namespace Charla.Server.Tests.Faults;

/// <summary>F19: whichever server of an installation the operator asks, the home of each partition tries again.</summary>
public sealed class ParkedAcrossTests
{
    const int Pages = 6;

    [Fact]
    public async Task F19_What_was_left_aside_at_another_server_is_tried_again_there()
    {
        await using var store = await TestStore.Make();
        await using var one = new PickyServer(store);
        await using var other = new PickyServer(store);
        await one.InitializeAsync();
        await other.InitializeAsync();
        var app = one.Operator();
        var pages = new List<string>();
        for (var number = 0; number < Pages; number++)
        {
            var (page, person) = await one.Person();
            await person.Send("c1", Picky.Bitter);
            pages.Add(page);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ticking = Tick(other, stop.Token);
        foreach (var page in pages)
            await one.UntilLeftAside(app, page);
        await stop.CancelAsync();
        await ticking;
        one.Picky.TakesBitter = other.Picky.TakesBitter = true;
        var replayed = await app.Post("/api/admin/parked/replay", new { follower = Picky.Follower }).Json();
        Assert.Equal(Pages, replayed.GetProperty("replayed").GetInt32());
        foreach (var page in pages)
            await one.UntilNothingIsParked(app, page);
        Assert.Equal(pages.Order(), pages.Where(page => one.Picky.Took(page).Concat(other.Picky.Took(page)).Any()).Order());
    }

    /// <summary>The clock of the other server moves on as that of the first does.</summary>
    static async Task Tick(ServerFixture server, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
