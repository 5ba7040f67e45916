using System.Net.Http.Json;
using System.Text.Json;
using Charla.Server.Tests.Faults;

namespace Charla.Server.Tests.Webhooks;

/// <summary>The server dies between a message and the word of it.</summary>
public sealed class WebhookKillTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_acknowledged_is_told_after_a_kill()
    {
        await using var store = await TestStore.Make();
        await using var receiver = await Receiver.Start();
        var acknowledged = new List<string>();
        var token = "";
        for (var round = 0; round < 4; round++)
        {
            await using var server = await ServerProcess.Start(store, Cancel, "--Testing:AllowLoopback", "true");
            if (round == 0)
                token = await Prepare(server, receiver);
            var silent = round % 2 == 0;
            receiver.Answer = (_, http) => silent ? receiver.Hang(http) : Task.CompletedTask;
            for (var i = 0; i < 10; i++)
            {
                using var answer = await server.Send(token, $"r{round}-{i}", $"{round}.{i}", Cancel);
                answer.EnsureSuccessStatusCode();
                acknowledged.Add($"{round}.{i}");
            }

            await server.Kill();
        }

        receiver.Answer = (_, _) => Task.CompletedTask;
        var came = receiver.All.Count;
        await using var last = await ServerProcess.Start(store, Cancel, "--Testing:AllowLoopback", "true");
        await receiver.Until(all => acknowledged.All(text => all.Any(one => one.MessageText == text)));

        // What comes twice has the same id and the same body; and it comes in order.
        Assert.Equal(acknowledged.Count, receiver.All.Select(one => (one.Id, one.Text)).Distinct().Count());
        var afterwards = receiver.All.Skip(came).Select(one => acknowledged.IndexOf(one.MessageText!)).ToList();
        Assert.Equal(afterwards.Order(), afterwards);
    }

    static async Task<string> Prepare(ServerProcess server, Receiver receiver)
    {
        using var made = await server.CreatePage("luna", key: null, Cancel);
        var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
        foreach (var (path, body) in ((string, object)[])
        [
            ($"/{page.Text("app_id")}/subscriptions", new
            {
                @object = "page",
                callback_url = receiver.Address.ToString(),
                verify_token = Receiver.VerifyToken,
                fields = "messages",
                access_token = $"{page.Text("app_id")}|{page.Text("app_secret")}",
            }),
            ("/me/subscribed_apps", new { subscribed_fields = "messages", access_token = page.Text("page_access_token") }),
        ])
        {
            using var answer = await server.Client.PostAsJsonAsync(path, body, Cancel);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }

        return await server.OpenSession("luna", Cancel);
    }
}
