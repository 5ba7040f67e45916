using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Server.Tests.Inbox;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests;

/// <summary>What may go wrong between a caller and us is mended by asking again with the same Idempotency-Key.</summary>
public sealed class IdempotencyTests(ServerFixture server)
{
    readonly string key = Ids.NewSecret();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_makes_nothing()
    {
        var shop = await Shop.Open(server);
        var (first, firstText) = await Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" });
        var (again, againText) = await Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" });
        Assert.Equal((first.StatusCode, firstText), (again.StatusCode, againText));
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.True(again.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(2, (await shop.App.Get($"/api/entrances/{shop.Page}").Json()).GetProperty("entrances").GetArrayLength());
    }

    [Fact]
    public async Task A_page_s_keys_can_be_had_again_and_lie_in_no_row()
    {
        var body = new { name = "Luna", handle = $"shop-{Ids.NewSecret(40)}", owner_email = $"{Ids.NewSecret()}@example.org" };
        var (_, first) = await Ask(server.Operator(), "/api/admin/pages", body);
        var (_, again) = await Ask(server.Operator(), "/api/admin/pages", body);
        Assert.Equal(first, again);
        var token = JsonDocument.Parse(first).RootElement.Text("page_access_token");
        var stored = await Database.Read(connection => connection.QuerySingleAsync<string>(
            "SELECT body FROM idempotency_keys WHERE key_hash = @hash", new { hash = Ids.Hash(key) }));
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_request_with_the_key_is_refused()
    {
        var shop = await Shop.Open(server);
        await Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" });
        Assert.Equal("idempotency.reused", await Asked(shop.App, $"/api/entrances/{shop.Page}", new { name = "Door" }).Problem(HttpStatusCode.Conflict));
        var (others, _) = await Ask((await Shop.Open(server)).App, $"/api/entrances/{shop.Page}", new { name = "Window" });
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Fact]
    public async Task Keys_of_two_callers_are_two_keys()
    {
        var (one, two) = (await Shop.Open(server), await Shop.Open(server));
        var (_, first) = await Ask(one.App, $"/api/entrances/{one.Page}", new { name = "Window" });
        var (_, second) = await Ask(two.App, $"/api/entrances/{two.Page}", new { name = "Window" });
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Twins_at_once_make_one_thing()
    {
        var shop = await Shop.Open(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" })));
        Assert.Single(answers.Where(answer => answer.Answer.IsSuccessStatusCode).Select(answer => answer.Text).Distinct());
        foreach (var (answer, text) in answers.Where(answer => !answer.Answer.IsSuccessStatusCode))
        {
            Assert.Equal((HttpStatusCode.Conflict, "idempotency.unfinished"), (answer.StatusCode, JsonDocument.Parse(text).RootElement.Text("code")));
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal(2, (await shop.App.Get($"/api/entrances/{shop.Page}").Json()).GetProperty("entrances").GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_leaves_the_key_free()
    {
        var shop = await Shop.Open(server);
        await Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "" });
        var (corrected, _) = await Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" });
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        var taken = new { name = "Again", handle = shop.Handle, owner_email = $"{Ids.NewSecret()}@example.org" };
        Assert.Equal("page.handle_taken", await Asked(server.Operator(), "/api/admin/pages", taken).Problem(HttpStatusCode.Conflict));
        Assert.Equal("page.handle_taken", await Asked(server.Operator(), "/api/admin/pages", taken).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_message_without_a_client_id_goes_by_the_key()
    {
        var shop = await Shop.Open(server);
        var person = await shop.Person();
        await person.Say("Good morning");
        (HttpClient Caller, string Path)[] doors =
            [(shop.App, $"{person.Path}/messages"), (shop.App, $"{person.Path}/notes"), (person.Device, "/api/chat/messages")];
        foreach (var (caller, path) in doors)
        {
            var own = Ids.NewSecret();
            var (sent, first) = await Ask(caller, path, new { text = "Hello" }, own);
            Assert.True(sent.IsSuccessStatusCode, first);
            await Forget(own);
            Assert.Equal(first, (await Ask(caller, path, new { text = "Hello" }, own)).Text);
            await Forget(own);
            Assert.Equal("client_id.reused", await Asked(caller, path, new { text = "Other" }, own).Problem(HttpStatusCode.Conflict));
        }

        Assert.Equal(3, (await shop.App.Get($"{person.Path}/events").Json()).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task When_the_first_answer_was_lost_with_the_process_nothing_is_done_twice()
    {
        var shop = await Shop.Open(server);
        await Ask(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" });
        await Database.Write((connection, transaction) => connection.ExecuteAsync(
            "UPDATE idempotency_keys SET status = NULL, body = NULL WHERE key_hash = @hash", new { hash = Ids.Hash(key) }, transaction));
        Assert.Equal(
            "idempotency.unfinished",
            await Asked(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" }).Problem(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_key_that_is_none_is_refused(string? bad)
    {
        var shop = await Shop.Open(server);
        var answer = Asked(shop.App, $"/api/entrances/{shop.Page}", new { name = "Window" }, bad ?? new string('x', 256));
        Assert.Equal("invalid", await answer.Problem(HttpStatusCode.BadRequest));
    }

    Database Database => server.Services.GetRequiredService<Database>();

    /// <summary>What is left when the process died before the answer was kept.</summary>
    Task Forget(string own) => Database.Write((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM idempotency_keys WHERE key_hash = @hash", new { hash = Ids.Hash(own) }, transaction));

    async Task<(HttpResponseMessage Answer, string Text)> Ask(HttpClient caller, string path, object body, string? otherKey = null)
    {
        var answer = await Asked(caller, path, body, otherKey);
        return (answer, await answer.Content.ReadAsStringAsync(Cancel));
    }

    Task<HttpResponseMessage> Asked(HttpClient caller, string path, object body, string? otherKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", otherKey ?? key);
        return caller.SendAsync(request, Cancel);
    }
}
