using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Pages;
using Charla.People.Contracts;
using Charla.Server.Tests.Inbox;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests;

/// <summary>What one server of an installation changes, the other shows: within a second, also after its connection was cut.</summary>
public sealed class AnnouncementTests(TwoServers servers) : IClassFixture<TwoServers>
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AfterACut = TimeSpan.FromSeconds(5);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_s_name_and_handle()
    {
        var (shop, app) = await OpenShop();
        var other = servers.Other.Visitor();
        Assert.Equal("Luna Bakery", await NameAt(other, shop.Handle));
        await shop.App.Patch($"/api/pages/{shop.Page}", new { name = "Sol Bakery" }).Json();
        await Shows("Sol Bakery", () => NameAt(other, shop.Handle), Soon);

        var handle = $"sol-{Ids.NewSecret(40)}";
        await shop.App.Patch($"/api/pages/{shop.Page}", new { handle }).Json();
        await Shows("Sol Bakery", () => NameAt(other, handle), Soon);
        await Shows(null, () => NameAt(other, shop.Handle), Soon);
        await Shows(handle, async () => (await app.Get($"/api/pages/{shop.Page}").Json()).Text("handle"), Soon);
    }

    [Fact]
    public async Task Changes_of_one_page_on_both_at_once_do_not_undo_each_other()
    {
        var (shop, app) = await OpenShop();
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(
                shop.App.Patch($"/api/pages/{shop.Page}", new { name = $"Luna {round}" }).Json(),
                app.Patch($"/api/pages/{shop.Page}", new { phone = $"555-{round}" }).Json());
            var page = await servers.One.Services.GetRequiredService<PageStore>().FindByHandle(shop.Handle);
            Assert.Equal(($"Luna {round}", $"555-{round}"), (page!.Name, page.Phone));
        }
    }

    [Fact]
    public async Task What_the_desk_answers()
    {
        var (shop, app) = await OpenShop();
        await app.Get($"/api/desk/{shop.Page}").Json();
        await Put(shop.App, $"/api/desk/{shop.Page}", new { helper_name = "Lunita" });
        await Shows("Lunita", async () => (await app.Get($"/api/desk/{shop.Page}").Json()).Text("helper_name"), Soon);
        await Put(app, $"/api/desk/{shop.Page}", new { instant = new { on = true, text = new { en = "A moment." } } });
        await Shows(
            ("Lunita", "A moment."),
            async () =>
            {
                var desk = await shop.App.Get($"/api/desk/{shop.Page}").Json();
                return (desk.Text("helper_name"), desk.GetProperty("instant").GetProperty("text").Text("en"));
            },
            Soon);
    }

    [Fact]
    public async Task A_person_s_name()
    {
        var (shop, app) = await OpenShop();
        var person = await shop.Person();
        await person.Say("Is there rye bread today?");
        Assert.Null(await NameOf(app, person));
        await person.Device.Patch("/api/chat/person", new { name = "Carla" }).Json();
        await Shows("Carla", () => NameOf(app, person), Soon);
    }

    [Fact]
    public async Task A_device_that_is_shut_out()
    {
        var (shop, _) = await OpenShop();
        var person = await shop.Person();
        var device = DeviceId.New();
        var tokens = servers.One.Services.GetRequiredService<PersonTokens>();
        var phone = servers.Other.Visitor(tokens.Issue(person.Id.Page, person.Id.Person, device));
        await phone.Get("/api/chat/session").Json();
        await tokens.Revoke(person.Id.Page, person.Id.Person, device);
        await Shows(HttpStatusCode.Unauthorized, () => StatusOf(phone, "/api/chat/session"), Soon);
    }

    [Fact]
    public async Task A_member_who_is_removed()
    {
        var (shop, _) = await OpenShop();
        var owner = await shop.Owner();
        var member = AtOther(await shop.Invite(owner, "Ben"));
        await member.Get("/api/me").Json();
        await using var screen = await HubClient.Connect(servers.Other, member);
        await owner.Delete($"/api/team/members/{await shop.Member("Ben")}");
        await Shows(HttpStatusCode.Unauthorized, () => StatusOf(member, "/api/me"), Soon);
        await screen.Closed.Task.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task A_token_that_is_replaced()
    {
        var (shop, app) = await OpenShop();
        await app.Get($"/api/pages/{shop.Page}").Json();
        var owner = await shop.Owner();
        await owner.PostRaw($"/api/pages/{shop.Page}/tokens", "").Json();
        await Shows(HttpStatusCode.Unauthorized, () => StatusOf(app, $"/api/pages/{shop.Page}"), Soon);
    }

    [Fact]
    public async Task What_changes_while_the_connection_that_listens_is_cut()
    {
        var (shop, app) = await OpenShop();
        var other = servers.Other.Visitor();
        var person = await shop.Person();
        var tokens = servers.One.Services.GetRequiredService<PersonTokens>();
        for (var round = 0; round < 3; round++)
        {
            var device = DeviceId.New();
            var phone = servers.Other.Visitor(tokens.Issue(person.Id.Page, person.Id.Person, device));
            await phone.Get("/api/chat/session").Json();
            await NameAt(other, shop.Handle);
            await Cut();
            await shop.App.Patch($"/api/pages/{shop.Page}", new { name = $"Luna {round}" }).Json();
            await tokens.Revoke(person.Id.Page, person.Id.Person, device);
            await Shows($"Luna {round}", () => NameAt(other, shop.Handle), AfterACut);
            await Shows(HttpStatusCode.Unauthorized, () => StatusOf(phone, "/api/chat/session"), AfterACut);
        }
    }

    [Fact]
    public async Task While_nothing_can_be_heard_nothing_is_remembered()
    {
        var (shop, app) = await OpenShop();
        var announcements = servers.Other.Services.GetRequiredService<Database>().Announcements;
        await Shows(true, () => Task.FromResult(announcements.AreHeard), AfterACut);
        await Cut();
        await Shows(false, () => Task.FromResult(announcements.AreHeard), Soon);
        await shop.App.Patch($"/api/pages/{shop.Page}", new { name = "Sol Bakery" }).Json();
        Assert.Equal("Sol Bakery", (await app.Get($"/api/pages/{shop.Page}").Json()).Text("name"));
        await Shows(true, () => Task.FromResult(announcements.AreHeard), AfterACut);
    }

    async Task<(Shop Shop, HttpClient App)> OpenShop()
    {
        var shop = await Shop.Open(servers.One);
        return (shop, AtOther(shop.App));
    }

    /// <summary>The same caller at the other server.</summary>
    HttpClient AtOther(HttpClient caller)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = servers.Other.Address };
        foreach (var (name, values) in caller.DefaultRequestHeaders)
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
        return client;
    }

    static async Task<string?> NameAt(HttpClient visitor, string handle)
    {
        using var answer = await visitor.Post($"/api/chat/{handle}/sessions", new { });
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("page").Text("name")
            : null;
    }

    static async Task<string?> NameOf(HttpClient app, Customer person) =>
        (await app.Get(person.Path).Json()).TryGetProperty("name", out var name) ? name.GetString() : null;

    static async Task<HttpStatusCode> StatusOf(HttpClient caller, string path)
    {
        using var answer = await caller.Get(path);
        return answer.StatusCode;
    }

    static async Task Put(HttpClient app, string path, object body)
    {
        using var answer = await app.PutAsync(
            new Uri(path, UriKind.Relative),
            new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"),
            Cancel);
        answer.EnsureSuccessStatusCode();
    }

    static async Task Shows<T>(T expected, Func<Task<T>> read, TimeSpan within)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var began = since.Elapsed;
            var shown = await read();
            if (Equals(shown, expected))
                return;
            Assert.True(began < within, $"After {began} it shows {shown} and not {expected}.");
            await Task.Delay(20, Cancel);
        }
    }

    async Task Cut() => await servers.One.Services.GetRequiredService<Database>().Read(connection => connection.ExecuteAsync(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = @name AND datname = current_database()
        """,
        new { name = PostgresAnnouncements.ApplicationName }));
}
