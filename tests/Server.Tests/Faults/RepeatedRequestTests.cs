using System.Net;
using System.Text.Json;

namespace Charla.Server.Tests.Faults;

/// <summary>F21: the process dies about a request, and the caller asks again with the same Idempotency-Key. Seed 20170418.</summary>
public sealed class RepeatedRequestTests
{
    const int Kills = 4;
    const int Seed = 20170418;

    [Fact]
    public async Task Whenever_the_process_dies_the_request_is_done_at_most_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = await TestStore.Make();
        var random = new Random(Seed);
        var heard = new Dictionary<string, string>();
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var server = await ServerProcess.Start(store, cancel);
            for (var before = 0; before < kill; before++)
                await Repeat(server, $"luna-{before}", heard, cancel);
            if (kill == Kills)
                break;
            await server.CreatePage($"warm-{kill}", cancel);
            var asked = Hear(server, $"luna-{kill}", heard, cancel);
            await Task.Delay(random.Next(60), cancel);
            await server.Kill();
            await asked;
        }
    }

    static async Task Hear(ServerProcess server, string handle, Dictionary<string, string> heard, CancellationToken cancel)
    {
        try
        {
            using var answer = await server.CreatePage(handle, handle, cancel);
            heard[handle] = await answer.Content.ReadAsStringAsync(cancel);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The answer was lost, as planned.
        }
    }

    /// <summary>What was answered once is answered always; what was not is done now, or known to be under way.</summary>
    static async Task Repeat(ServerProcess server, string handle, Dictionary<string, string> heard, CancellationToken cancel)
    {
        using var answer = await server.CreatePage(handle, handle, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (heard.TryGetValue(handle, out var first))
            Assert.Equal(first, text);
        else if (answer.IsSuccessStatusCode)
            heard[handle] = text;
        else
            Assert.Equal((HttpStatusCode.Conflict, "idempotency.unfinished"), (answer.StatusCode, JsonDocument.Parse(text).RootElement.Text("code")));
    }
}
