using System.Net.Http.Json;
using System.Text.Json;
using Charla.Server.Tests.Faults;
using Charla.Server.Tests.Webhooks;

namespace Charla.Server.Tests.Clusters;

/// <summary>Several servers of an installation tell an app of everything once, whichever of them heard it first.</summary>
public sealed class WebhookHomeTests
{
    const int Pages = 6;
    const string Fields = "messages,messaging_postbacks,inbox_labels";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_goes_out_once_from_two_servers()
    {
        await using var store = await TestStore.Make();
        if (store.Missing is { } what)
            Needs.Skip(what);
        await using var receiver = await Receiver.Start();
        await using var one = await ServerProcess.Start(store, Cancel, "--Testing:AllowLoopback", "true");
        await using var other = await ServerProcess.Start(store, Cancel, "--Testing:AllowLoopback", "true");
        ServerProcess[] silos = [one, other];
        var expected = new List<string>();
        for (var page = 0; page < Pages; page++)
        {
            var made = await Prepare(one, $"luna-{page}", receiver);
            for (var round = 0; round < 4; round++)
            {
                var silo = silos[(page + round) % 2];
                using var sent = await silo.Send(made.Person, $"c{round}", $"{page}.{round}", Cancel);
                sent.EnsureSuccessStatusCode();
                await Call(silo, $"/{made.Label}/label", new { user = made.Psid, access_token = made.Token });
                await Call(silo, $"/{made.Label}/label", new { user = made.Psid, access_token = made.Token, method = "delete" });
                expected.AddRange([$"{page}.{round}", $"{made.Psid} add", $"{made.Psid} remove"]);
            }
        }

        await receiver.Until(all => all.Count >= expected.Count);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        Assert.Equal(expected.Order(), receiver.All.Select(Told).Order());
        Assert.Equal(expected.Count, receiver.All.Select(received => received.Id).Distinct().Count());
    }

    static string Told(Received received)
    {
        var entry = received.Json.GetProperty("entry")[0];
        return entry.TryGetProperty("changes", out var changes)
            ? $"{changes[0].GetProperty("value").GetProperty("user").Text("id")} {changes[0].GetProperty("value").Text("action")}"
            : received.MessageText!;
    }

    static async Task<(string Person, string Psid, string Token, string Label)> Prepare(ServerProcess server, string handle, Receiver receiver)
    {
        using var made = await server.CreatePage(handle, key: null, Cancel);
        var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
        var token = page.Text("page_access_token");
        await Call(server, $"/{page.Text("app_id")}/subscriptions", new
        {
            @object = "page",
            callback_url = receiver.Address.ToString(),
            verify_token = Receiver.VerifyToken,
            fields = Fields,
            access_token = $"{page.Text("app_id")}|{page.Text("app_secret")}",
        });
        await Call(server, "/me/subscribed_apps", new { subscribed_fields = Fields, access_token = token });
        var label = await Call(server, "/me/custom_labels", new { page_label_name = "regular", access_token = token });
        var session = await Call(server, $"/api/chat/{handle}/sessions", new { });
        return (session.Text("token"), session.Text("psid"), token, label.Text("id"));
    }

    static async Task<JsonElement> Call(ServerProcess server, string path, object body)
    {
        using var answer = await server.Client.PostAsJsonAsync(path, body, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
