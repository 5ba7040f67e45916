using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// F24: a server with 512 MB and half a processor gets twice what it is made for. It answers, or says that it cannot now;
/// it grows no further, and is itself again afterwards. Memory is limited as a container limits it for .NET: three
/// quarters of it are for the heap; the processor is taken away as a container's quota does, for half of every 100 ms.
/// </summary>
public sealed class SqueezeTests
{
    const long Memory = 512 << 20;
    const int People = 100;
    const int SendsASecond = 600;
    const int MostOnTheWay = 1_000;
    static readonly TimeSpan Quota = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    static readonly HttpStatusCode[] NotNow = [HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F24_Twice_the_load_on_half_a_processor_is_answered_or_refused_and_memory_stays()
    {
        await using var store = await TestStore.Make();
        await using var server = await ServerProcess.Start(store.Options.Folder, Container(), Cancel);
        var handle = await server.CreatePage("luna", Cancel);
        var people = new List<string>();
        for (var i = 0; i < People; i++)
            people.Add(await server.OpenSession(handle, Cancel));

        var oracle = new Oracle();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var throttling = Throttle(server, over.Token);
        var refused = await Load(server, people, oracle, Nightly.Seconds(6, 600));
        await over.CancelAsync();
        await throttling;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{oracle.Acknowledged} acknowledged, {refused} refused, {Peak(server) >> 20} MB at most.");
        Assert.False(server.HasEnded, server.Said);
        Assert.InRange(Peak(server), 1, Memory);
        Assert.True(oracle.Acknowledged > People, $"Only {oracle.Acknowledged} were acknowledged.");
        using (var after = await server.Send(people[0], "after", "And now?", Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel))
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        foreach (var person in people)
            oracle.Check(person, await server.ReadAll(person, Cancel));
    }

    static Dictionary<string, string> Container() => new()
    {
        ["DOTNET_GCHeapHardLimit"] = (Memory / 4 * 3).ToString("X", CultureInfo.InvariantCulture),
        ["DOTNET_PROCESSOR_COUNT"] = "1",
    };

    /// <summary>Sends at their pace, as long as not too many wait for an answer; how many were refused.</summary>
    static async Task<int> Load(ServerProcess server, List<string> people, Oracle oracle, TimeSpan period)
    {
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = LongestAnswer };
        using var onTheWay = new SemaphoreSlim(MostOnTheWay);
        var sends = new List<Task<bool>>();
        for (var since = Stopwatch.StartNew(); since.Elapsed < period; await Task.Delay(5, Cancel))
        {
            while (sends.Count < since.Elapsed.TotalSeconds * SendsASecond && await onTheWay.WaitAsync(0, Cancel))
                sends.Add(SendAndRelease(people[sends.Count % People], $"c{sends.Count}"));
        }

        return (await Task.WhenAll(sends)).Count(isRefused => isRefused);

        async Task<bool> SendAndRelease(string person, string clientId)
        {
            try
            {
                return await Send(client, person, clientId, oracle);
            }
            finally
            {
                onTheWay.Release();
            }
        }
    }

    static async Task<bool> Send(HttpClient client, string person, string clientId, Oracle oracle)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages")
        {
            Content = JsonContent.Create(new { client_id = clientId, text = "Do you have rye bread today?" }),
        };
        request.Headers.Authorization = new("Bearer", person);
        using var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        if (answer.IsSuccessStatusCode)
        {
            oracle.Acknowledge(person, clientId, JsonDocument.Parse(text).RootElement.GetProperty("seq").GetInt64());
            return false;
        }

        Assert.True(NotNow.Contains(answer.StatusCode), $"{(int)answer.StatusCode}: {text}");
        Assert.NotNull(answer.Headers.RetryAfter);
        return true;
    }

    static async Task Throttle(ServerProcess server, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            server.Pause(true);
            await Task.Delay(Quota, CancellationToken.None);
            server.Pause(false);
            await Task.Delay(Quota, CancellationToken.None);
        }
    }

    /// <summary>The most memory that it has ever had in use, in bytes.</summary>
    static long Peak(ServerProcess server) =>
        long.Parse(
            File.ReadLines($"/proc/{server.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) << 10;
}
