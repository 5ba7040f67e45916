using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Faults;

/// <summary>F19: what a follower could not take is shown to the operator, with the reason, and can be tried again.</summary>
public sealed class ParkedTests(PickyServer server) : IClassFixture<PickyServer>
{
    [Fact]
    public async Task F19_The_operator_sees_it_and_has_it_tried_again_once_the_cause_is_mended()
    {
        var app = server.Operator();
        var (page, person) = await server.Person();
        await person.Send("c1", "first");
        await person.Send("c2", Picky.Bitter);
        await person.Send("c3", "second");
        var left = await server.UntilLeftAside(app, page);
        Assert.Equal((Picky.Follower, page, person.Psid, 5L, "It is bitter."), (
            left.Text("follower"), left.Text("page_id"), left.Text("psid"), left.GetProperty("attempts").GetInt64(), left.Text("reason")));
        await server.Until(() => server.Picky.Took(page).SequenceEqual(["first", "second"]));

        Assert.Equal(0, await Replay(app, new { follower = Picky.Follower, page_id = "1" }));
        Assert.Equal(1, await Replay(app, new { page_id = page, position = left.GetProperty("position").GetInt64() }));
        await server.UntilLeftAside(app, page);
        Assert.Equal(0, await Replay(app, new { follower = "another", page_id = page }));

        server.Picky.TakesBitter = true;
        Assert.Equal(1, await Replay(app, new { follower = Picky.Follower, page_id = page }));
        await server.Until(() => server.Picky.Took(page).SequenceEqual(["first", "second", Picky.Bitter]));
        await server.UntilNothingIsParked(app, page);
        server.Picky.TakesBitter = false;
    }

    [Fact]
    public async Task Only_the_operator_may_and_what_makes_no_sense_is_refused()
    {
        await server.Visitor().Get("/api/admin/parked").Problem(HttpStatusCode.Unauthorized);
        await server.Visitor().Post("/api/admin/parked/replay", new { }).Problem(HttpStatusCode.Unauthorized);
        var app = server.Operator();
        Assert.Equal("invalid", await app.Get("/api/admin/parked?limit=0").Problem(HttpStatusCode.BadRequest));
        Assert.Equal("invalid", await app.Post("/api/admin/parked/replay", new { follower = "\0" }).Problem(HttpStatusCode.BadRequest));
    }

    static async Task<int> Replay(HttpClient app, object what) =>
        (await app.Post("/api/admin/parked/replay", what).Json()).GetProperty("replayed").GetInt32();
}

/// <summary>A server with a follower that does not take everything.</summary>
public sealed class PickyServer : ServerFixture
{
    public PickyServer()
    {
    }

    internal PickyServer(TestStore shared) : base(shared)
    {
    }

    internal Picky Picky { get; } = new();

    /// <summary>A new person of a new page.</summary>
    internal async Task<(string Page, ChatClient Person)> Person()
    {
        var page = await this.MakePage();
        return (page.Text("page_id"), await ChatClient.Open(Address, page.Text("handle")));
    }

    internal async Task<JsonElement> UntilLeftAside(HttpClient app, string page)
    {
        JsonElement? left = null;
        await Until(async () => (left = (await Parked(app, page)).FirstOrDefault(row => row.GetProperty("is_dead").GetBoolean())) is { ValueKind: JsonValueKind.Object });
        return left!.Value;
    }

    internal Task UntilNothingIsParked(HttpClient app, string page) => Until(async () => (await Parked(app, page)).Count == 0);

    internal Task Until(Func<bool> isSo) => Until(() => Task.FromResult(isSo()));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<IFollower>(Picky));
    }

    static async Task<List<JsonElement>> Parked(HttpClient app, string page) =>
        [.. (await app.Get($"/api/admin/parked?follower={Picky.Follower}&limit=200").Json()).GetProperty("parked").EnumerateArray()
            .Where(row => row.Text("page_id") == page)];

    async Task Until(Func<Task<bool>> isSo)
    {
        for (var waited = 0; !await isSo(); waited++)
        {
            Assert.True(waited < 300, "It did not happen within half a minute.");
            Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>Takes what persons write, but for what is bitter.</summary>
sealed class Picky : IFollower
{
    public const string Follower = "picky";
    public const string Bitter = "bitter";

    readonly ConcurrentQueue<(string Page, string Text)> taken = [];

    public string Name => Follower;

    public volatile bool TakesBitter;

    public bool Wants(Entry entry) => entry.Event is MessageSent && entry.By.IsPerson;

    public Task Handle(Entry entry, CancellationToken cancel)
    {
        var text = ((MessageSent)entry.Event).Content.Text!;
        if (text == Bitter && !TakesBitter)
            throw new InvalidOperationException("It is bitter.");
        taken.Enqueue((entry.Conversation.Page.ToString(), text));
        return Task.CompletedTask;
    }

    public IEnumerable<string> Took(string page) => taken.Where(one => one.Page == page).Select(one => one.Text);
}
