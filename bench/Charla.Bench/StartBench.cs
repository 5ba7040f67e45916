namespace Charla.Bench;

/// <summary>From the start of the process to ready, and the memory it holds at rest and after 100,000 messages.</summary>
static class StartBench
{
    const int Starts = 5;
    const int Messages = 100_000;
    const int Senders = 64;

    public static async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("charla-bench-").FullName;
        var starts = new List<double>();
        for (var i = 0; i <= Starts; i++)
        {
            await using var one = await ServerUnderTest.Start(folder);
            if (i > 0)
                starts.Add(one.StartedIn.TotalSeconds);
        }

        await using var server = await ServerUnderTest.Start(folder);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var idle = server.Memory;
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, 1000);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            await using var connection = await RawHttp.Connect(server.Address);
            for (var i = 0; i < Messages / Senders; i++)
            {
                var token = sessions[((i * Senders) + sender) % sessions.Count].Token;
                await connection.Ask(RawHttp.Post(
                    "/api/chat/messages", token, $$"""{"client_id":"m{{sender}}-{{i}}","text":"Do you have rye bread today?"}"""));
            }
        })));
        await Task.Delay(TimeSpan.FromSeconds(10));
        Figures.Print("start to ready, median of 5", Figures.Median(starts), "s", "at least 4, aim 2");
        Figures.Print("memory at rest after the start", idle, "MB", "at least 256, aim 150");
        Figures.Print("memory after 100,000 messages", server.Memory, "MB", "at least 400, aim 250");
        Directory.Delete(folder, recursive: true);
        return 0;
    }
}
