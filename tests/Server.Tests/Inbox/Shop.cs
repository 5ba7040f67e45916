using System.Net.Http.Json;
using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Inbox;

/// <summary>A business with one page, an app's token, and whoever is invited; and persons who write to it.</summary>
sealed class Shop(ServerFixture server, Page page, string appToken, string ownerToken)
{
    public PageId Page => page.Id;

    public BusinessId Business => page.Business;

    public string Handle => page.Handle;

    public string Path => $"/api/inbox/{page.Id}";

    /// <summary>A program with the page's token.</summary>
    public HttpClient App { get; } = server.Visitor(appToken);

    public static async Task<Shop> Open(ServerFixture server, string name = "Luna Bakery")
    {
        var services = server.Services;
        var owned = await services.GetRequiredService<Businesses>().ForOwner($"{Ids.NewSecret()}@example.org", name);
        var page = new Page { Id = new PageId(Ids.NewNumber()), Business = owned.Id, Handle = $"shop-{Ids.NewSecret(40)}", Name = name };
        Assert.True(await services.GetRequiredService<PageStore>().Add(page, server.Clock.GetUtcNow()));
        var keys = await services.GetRequiredService<Apps>().Create(owned.Id, page.Id, "Tests");
        return new Shop(server, page, keys.PageAccessToken, owned.InvitationToken!);
    }

    /// <summary>The owner's browser.</summary>
    public Task<HttpClient> Owner(string name = "Ana") => Join(ownerToken, name);

    /// <summary>The browser of a member whom the owner invites.</summary>
    public async Task<HttpClient> Invite(HttpClient owner, string name)
    {
        var invitation = await owner.Post("/api/team/invitations", new { role = "agent" }).Json();
        return await Join(Calls.TokenIn(new Uri(server.Address, invitation.Text("url")).ToString()), name);
    }

    public async Task<MemberId> Member(string name) =>
        (await server.Services.GetRequiredService<TeamDirectory>().Of(Business)).Single(member => member.Name == name).Id;

    public async Task<Customer> Person(string? name = null)
    {
        var persons = server.Services.GetRequiredService<PersonDirectory>();
        var person = await persons.Create(Page, "es", "Europe/Madrid");
        if (name is not null)
            await persons.Update(Page, person.Psid, known => known with { Name = name });
        var token = server.Services.GetRequiredService<PersonTokens>().Issue(Page, person.Psid, DeviceId.New());
        return new Customer(server.Visitor(token), new ConversationId(Page, person.Psid), $"{Path}/conversations/{person.Psid}");
    }

    /// <summary>Its cookie is a plain header, so that other clients can take it over.</summary>
    async Task<HttpClient> Join(string token, string name)
    {
        using var joined = await server.Visitor().Post("/api/auth/invitation", new
        {
            token,
            name,
            email = $"{Ids.NewSecret()}@example.org",
            password = "correct horse battery",
        });
        Assert.True(joined.IsSuccessStatusCode);
        var cookie = joined.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("charla=", StringComparison.Ordinal));
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }
}

/// <summary>A person's device.</summary>
/// <param name="Path">The conversation as the team's API names it.</param>
sealed record Customer(HttpClient Device, ConversationId Id, string Path)
{
    public string Psid => Id.Person.ToString();

    public Task<JsonElement> Say(string text) =>
        Device.Post("/api/chat/messages", new { client_id = Ids.NewSecret(), text }).Json();

    public Task<JsonElement> Upload(byte[] bytes, string name = "photo.jpg", string type = "image/jpeg") =>
        Device.Upload("/api/chat/files", bytes, name, type).Json();
}

static class Uploads
{
    public static Task<HttpResponseMessage> Upload(
        this HttpClient client, string path, byte[] bytes, string name = "photo.jpg", string type = "image/jpeg")
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.TryAddWithoutValidation("Content-Type", type);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name}\"");
        return client.PostAsync(
            new Uri(path, UriKind.Relative), new MultipartFormDataContent { part }, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> DeleteWith(this HttpClient client, string path, object body) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Delete, path) { Content = JsonContent.Create(body) },
        TestContext.Current.CancellationToken);
}
