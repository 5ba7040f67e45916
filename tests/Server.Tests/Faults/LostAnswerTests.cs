using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>F13, F20, F21: between a client and the server answers get lost, requests come late and twice.</summary>
public sealed class LostAnswerTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F21_Whoever_lost_the_answer_gets_the_same_again()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        var person = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
        await using var proxy = new FaultProxy(server.Address, Nightly.Seed);
        await Nightly.Rounds(Nightly.Times(5, 100), async (_, round) =>
        {
            using var client = Client(proxy, person);
            proxy.Down = Flow.Drop;
            var lost = Send(client, $"c{round}");
            while ((await server.ReadAll(person, Cancel)).Count < round)
                await Task.Delay(10, Cancel);
            proxy.Cut();
            await Assert.ThrowsAsync<HttpRequestException>(() => lost);
            proxy.Down = Flow.Pass;
            Assert.Equal(round, await Send(client, $"c{round}"));
            Assert.Equal(round, (await server.ReadAll(person, Cancel)).Count);
        });
    }

    [Fact]
    public async Task F13_F20_Late_and_doubled_requests_have_one_effect_each()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store, Cancel);
        var handle = await server.CreatePage("luna", Cancel);
        var oracle = new Oracle();
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.OpenSession(handle, Cancel)));
        await using var proxy = new FaultProxy(server.Address, Nightly.Seed) { Delay = TimeSpan.FromMilliseconds(300), Doubles = true };
        await Task.WhenAll(people.Select(async person =>
        {
            using var client = Client(proxy, person);
            for (var i = 0; i < Nightly.Times(10, 500); i++)
                oracle.Acknowledge(person, $"c{i}", await Send(client, $"c{i}"));
        }));

        Assert.True(proxy.Doubled >= oracle.Acknowledged, $"Only {proxy.Doubled} requests came twice.");
        foreach (var person in people)
            oracle.Check(person, await server.ReadAll(person, Cancel));
    }

    static HttpClient Client(FaultProxy proxy, string person) => new()
    {
        BaseAddress = proxy.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", person) },
    };

    static async Task<long> Send(HttpClient client, string clientId)
    {
        using var answer = await client.PostAsJsonAsync("/api/chat/messages", new { client_id = clientId, text = clientId }, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"CHARLA_SEED={Nightly.Seed}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("seq").GetInt64();
    }
}
