using System.Net;

namespace Charla.Bench;

/// <summary>
/// What an open connection on which nothing happens costs the server's memory, with all that belongs to it: 15,000 persons'
/// live sockets, each of a person of their own; 15,000 screens of the console that watch a page.
/// </summary>
static class IdleBench
{
    const int Connections = 15_000;
    const int First = 500;
    const int PerAddress = 5_000;
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    public static async Task<int> Run()
    {
        var limit = OpenFiles.Raise(2 * Connections);
        if (limit < Connections + 2000)
        {
            Console.WriteLine($"This needs more open files than {limit}: ulimit -n {2 * Connections}");
            return 1;
        }

        Figures.Print("an idle chat WebSocket", await Chat(), "KB", "at most 20, aim 15");
        Figures.Print("an idle SignalR connection of the console", await Screen(), "KB", "at most 30, aim 25");
        return 0;
    }

    static async Task<double> Chat()
    {
        await using var server = await ServerUnderTest.Start();
        var page = await server.CreatePage();
        var sessions = await server.OpenSessions(page.Handle, Connections + First);
        return await PerConnection(server, (i, from) => CharlaPair.Open(server.Address, sessions[i].Token, from));
    }

    static async Task<double> Screen()
    {
        await using var server = await ServerUnderTest.Start();
        var page = await server.CreatePage();
        using var joined = await server.Join();
        var cookie = string.Join("; ", joined.Headers.GetValues("Set-Cookie").Select(one => one.Split(';')[0]));
        var headers = $"Cookie: {cookie}\r\nOrigin: {server.Address.GetLeftPart(UriPartial.Authority)}\r\n";
        return await PerConnection(server, async (_, from) =>
        {
            var socket = await RawSocket.Connect(server.Address, "/hubs/inbox", headers, from);
            await socket.Send("{\"protocol\":\"json\",\"version\":1}\u001e");
            await socket.Until("{}\u001e");
            await socket.Send($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{page.PageId}}"]}""" + "\u001e");
            await socket.Until("\"invocationId\":\"1\"");
            return socket;
        });
    }

    /// <summary>Some connections first, so that what is made once is not counted.</summary>
    static async Task<double> PerConnection(ServerUnderTest server, Func<int, IPAddress, Task<RawSocket>> connect)
    {
        var open = new RawSocket[Connections + First];
        await Open(0, First);
        await Task.Delay(Settling);
        var before = server.Memory;
        await Open(First, Connections);
        await Task.Delay(Settling);
        var each = (server.Memory - before) * 1024 / Connections;
        foreach (var socket in open)
            await socket.DisposeAsync();
        return each;

        Task Open(int start, int count) => Parallel.ForAsync(start, start + count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancel) =>
        {
            var socket = open[i] = await connect(i, new IPAddress([127, 0, 0, (byte)(2 + (i / PerAddress))]));
            _ = Listen(socket);
        });
    }

    static async Task Listen(RawSocket socket)
    {
        try
        {
            while (await socket.Receive() is not null)
            {
                // Pings are answered by reading.
            }
        }
        catch (Exception error) when (error is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The end of the bench.
        }
    }
}
