using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Web;
using Charla.Kernel;

namespace Charla.Server.Tests;

/// <summary>What tests say to the server, and how they read its answers.</summary>
static class Calls
{
    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body) =>
        client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Patch(this HttpClient client, string path, object body) =>
        client.PatchAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object body) =>
        client.PutAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> Delete(this HttpClient client, string path) =>
        client.DeleteAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PostRaw(this HttpClient client, string path, string body, string type = "application/json") =>
        client.PostAsync(
            new Uri(path, UriKind.Relative),
            new StringContent(body, Encoding.UTF8, type),
            TestContext.Current.CancellationToken);

    /// <summary>The JSON of an answer that must be 2xx.</summary>
    public static async Task<JsonElement> Json(this Task<HttpResponseMessage> call)
    {
        using var response = await call;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Checks that the answer is a problem of the one shape; gives its code.</summary>
    public static async Task<string> Problem(this Task<HttpResponseMessage> call, HttpStatusCode status)
    {
        using var response = await call;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.Text("trace_id"));
        return problem.Text("code");
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>A page made by the operator for an owner nobody else has.</summary>
    public static Task<JsonElement> MakePage(this ServerFixture server, string? handle = null, string? ownerEmail = null) =>
        server.Operator().Post("/api/admin/pages", new
        {
            name = "Luna Bakery",
            handle = handle ?? $"shop-{Ids.NewSecret(40)}",
            owner_email = ownerEmail ?? $"{Ids.NewSecret()}@example.org",
            locale = "en",
            timezone = "Europe/Berlin",
        }).Json();

    public static string TokenIn(string link) => HttpUtility.ParseQueryString(new Uri(link).Query)["token"]!;

    /// <summary>The owner of a page the operator made, signed in.</summary>
    public static async Task<HttpClient> SignIn(
        this ServerFixture server, JsonElement page, string email, string? password = "correct horse battery")
    {
        var owner = server.Visitor();
        await owner.Post("/api/auth/invitation", new
        {
            token = TokenIn(page.Text("console_link")),
            name = "Ana",
            email,
            password,
        }).Json();
        return owner;
    }
}
