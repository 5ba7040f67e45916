using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Platform.Edges;
using Charla.Server.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Graph;

/// <summary>A page of its own and the app that speaks for it, as a program on the other side of the wire has them.</summary>
sealed class Bot(ServerFixture server, JsonElement page)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public PageId Page { get; } = PageId.Parse(page.Text("page_id"), null);

    public string Handle { get; } = page.Text("handle");

    public string AppId { get; } = page.Text("app_id");

    public string AppSecret { get; } = page.Text("app_secret");

    public string Token { get; } = page.Text("page_access_token");

    public string AppToken => $"{AppId}|{AppSecret}";

    /// <summary>Knows no token.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };

    public static async Task<Bot> Open(ServerFixture server) => new(server, await server.MakePage());

    public async Task<Customer> Person(string? name = null, string? timeZone = "Europe/Madrid")
    {
        var persons = server.Services.GetRequiredService<PersonDirectory>();
        var person = await persons.Create(Page, "es", timeZone);
        if (name is not null)
            await persons.Update(Page, person.Psid, known => known with { Name = name });
        var token = server.Services.GetRequiredService<PersonTokens>().Issue(Page, person.Psid, DeviceId.New());
        var entered = new Enter(Author.Person, Ids.NewSecret(), new EntranceUsed("link"));
        await server.Services.GetRequiredService<ConversationDoor>().Do(new ConversationId(Page, person.Psid), entered);
        return new Customer(server.Visitor(token), new ConversationId(Page, person.Psid), $"/api/inbox/{Page}/conversations/{person.Psid}");
    }

    /// <summary>A persona whose picture nobody fetched.</summary>
    public async Task<string> Persona(string name)
    {
        var id = Ids.NewNumber();
        Assert.True(await server.Services.GetRequiredService<PersonaStore>().Add(Page, new PersonaRow(id, name, "/icon.svg", null)));
        return $"{id}";
    }

    public string Url(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token}";

    public Task<JsonElement> Get(string path) => Http.Get(Url(path)).Json();

    public Task<JsonElement> Post(string path, object body) => Http.PostAsJsonAsync(Url(path), body, Cancel).Json();

    public Task<JsonElement> Delete(string path) => Http.Delete(Url(path)).Json();

    public Task<HttpResponseMessage> Ask(HttpMethod method, string path, HttpContent? content = null) =>
        Http.SendAsync(new HttpRequestMessage(method, path) { Content = content }, Cancel);

    public Task<HttpResponseMessage> Send(object body) => Http.PostAsJsonAsync(Url("/v12.0/me/messages"), body, Cancel);

    public Task<JsonElement> Say(Customer to, string text) =>
        Send(new { recipient = new { id = to.Psid }, message = new { text } }).Json();
}

static class GraphCalls
{
    /// <summary>Checks that an answer is an error of the Graph's shape, with this code and subcode.</summary>
    public static async Task<JsonElement> GraphError(
        this Task<HttpResponseMessage> call, int code, int? subcode = null, HttpStatusCode? status = null)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var error = JsonDocument.Parse(text).RootElement.GetProperty("error");
        Assert.True(error.GetProperty("code").GetInt32() == code, text);
        Assert.True((error.TryGetProperty("error_subcode", out var found) ? found.GetInt32() : null) == subcode, text);
        Assert.NotEmpty(error.Text("message"));
        Assert.True(error.Text("type") is "OAuthException" or "GraphMethodException", text);
        Assert.NotEmpty(error.Text("fbtrace_id"));
        if (status is not null)
            Assert.Equal(status, answer.StatusCode);
        return error;
    }

    public static IEnumerable<string> TextsIn(this JsonElement list, string name) =>
        list.GetProperty("data").EnumerateArray().Select(item => item.Text(name));
}
