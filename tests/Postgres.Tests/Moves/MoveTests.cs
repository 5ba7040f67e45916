using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Charla.Kernel.Storage;
using Charla.Server.Tests.Faults;
using Dapper;
using Npgsql;

namespace Charla.Server.Tests.Moves;

/// <summary>A shop on SQLite grows into a PostgreSQL database, and nobody notices.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    const int People = 6;
    const int Shops = 5;

    TestStore store = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Folder => store.Options.Folder;

    public async ValueTask InitializeAsync() => store = await TestStore.Make();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_moved_installation_goes_on_with_the_same_tokens_history_and_numbers()
    {
        using var target = store.Open();
        var before = await Seed();
        await Change("UPDATE checkpoints SET position = 0"); // Followers read all of it again.
        await ManyRows(150_000);

        var (killed, _) = await CharlaCommand.Run(Words, line => line.StartsWith("audit_log: 100,000", StringComparison.Ordinal));
        Assert.NotEqual(0, killed);
        await UntilEmpty();
        Assert.True(File.Exists(SqliteDatabase.FileIn(Folder)));

        var (code, said) = await CharlaCommand.Run(Words);
        Assert.True(code == 0, said);
        Assert.Contains("Verified ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("charla.db", Directory.EnumerateFiles(Folder).Select(Path.GetFileName));

        await using var server = await ServerProcess.Start(store, Cancel);
        await UntilFollowed();
        await UntilFound(server, before.Shops[0]);
        var after = await Look(server, before.Shops);
        Assert.Equal(before.Seen, after);
        using var goesOn = await server.Send(before.Shops[0].Tokens[0], "after-the-move", "And tomorrow?", Cancel);
        goesOn.EnsureSuccessStatusCode();
        await server.AskToPark(before.Shops[0].Tokens[0], "later");
        await server.UntilAnswered(before.Shops[0].Tokens[0], 2);
        (await server.CreatePage("after", null, Cancel)).EnsureSuccessStatusCode();

        var (twice, why) = await CharlaCommand.Run(["serve", "--data", Folder]);
        Assert.Equal(1, twice);
        Assert.Contains("was moved to PostgreSQL", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_is_refused_while_the_server_runs_and_into_what_is_not_empty()
    {
        using var target = store.Open();
        await using (var server = await ServerProcess.Start(Folder, Cancel))
        {
            await server.CreatePage("luna", Cancel);
            var (running, inUse) = await CharlaCommand.Run(Words);
            Assert.Equal((1, $"charla move: \"{Folder}\" is in use; stop its server first.\n"), (running, inUse));
        }

        await target.Write((connection, transaction) => connection.ExecuteAsync("CREATE TABLE theirs (id BIGINT)", transaction: transaction));
        var (taken, why) = await CharlaCommand.Run(Words);
        Assert.Equal((1, "charla move: the database holds tables already; move into an empty one.\n"), (taken, why));
        Assert.True(File.Exists(SqliteDatabase.FileIn(Folder)));
    }

    [Fact]
    public async Task A_damaged_journal_is_not_moved()
    {
        using var target = store.Open();
        await using (var server = await ServerProcess.Start(Folder, Cancel))
        {
            var token = await server.OpenSession(await server.CreatePage("luna", Cancel), Cancel);
            (await server.Send(token, "a", "Hello", Cancel)).EnsureSuccessStatusCode();
        }

        await Change("UPDATE entries SET seq = 7 WHERE log = 0");
        var (code, said) = await CharlaCommand.Run(Words);
        Assert.Equal(1, code);
        Assert.EndsWith("charla move: the numbers of 1 logs have gaps: the SQLite file is damaged.\n", said, StringComparison.Ordinal);
        await UntilEmpty();
        Assert.True(File.Exists(SqliteDatabase.FileIn(Folder)));
    }

    /// <summary>The words of everything written are gathered anew, which takes a moment.</summary>
    static async Task UntilFound(ServerProcess server, Shop shop)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var found = await server.Read(shop.Key, $"/api/inbox/{shop.Page}/search?q=manana");
            if (JsonDocument.Parse(found).RootElement.GetProperty("hits").GetArrayLength() == People)
                return;
            await Task.Delay(100, Cancel);
        }

        Assert.Fail("What was written before the move is not found.");
    }

    string[] Words => ["move", "--to", "postgres", "--data", Folder, "--Storage:ConnectionString", store.Options.ConnectionString!];

    /// <summary>Several pages, so that several partitions have entries; the server dies, so that checkpoints are behind.</summary>
    async Task<(List<Shop> Shops, List<string> Seen)> Seed()
    {
        await using var server = await ServerProcess.Start(Folder, Cancel);
        List<Shop> shops = [];
        for (var i = 0; i < Shops; i++)
        {
            using var made = await server.CreatePage($"shop-{i}", null, Cancel);
            var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
            var key = page.Text("page_access_token");
            await server.TeachDesk(key, page.Text("page_id"));
            List<string> tokens = [];
            for (var person = 0; person < People; person++)
            {
                tokens.Add(await server.OpenSession($"shop-{i}", Cancel));
                (await server.Send(tokens[^1], "hello", "Do you have rye bread? 🥖 ¿Mañana?", Cancel)).EnsureSuccessStatusCode();
                await server.AskToPark(tokens[^1], "park");
            }

            shops.Add(new Shop(page.Text("page_id"), key, tokens));
        }

        foreach (var token in shops.SelectMany(shop => shop.Tokens))
            await server.UntilAnswered(token, 1);
        await SendFile(server, shops[0].Tokens[0]);
        var seen = await Look(server, shops);
        await server.Kill();
        return (shops, seen);
    }

    /// <summary>Everything that the tokens of the shops may see.</summary>
    static async Task<List<string>> Look(ServerProcess server, List<Shop> shops)
    {
        List<string> seen = [];
        foreach (var shop in shops)
        {
            seen.Add(await server.Read(shop.Key, $"/api/inbox/{shop.Page}/conversations?limit=50"));
            seen.Add(await server.Read(shop.Key, $"/api/pages/{shop.Page}"));
            foreach (var token in shop.Tokens)
            {
                var events = await server.Read(token, "/api/chat/events?limit=200");
                seen.Add(events);
                if (JsonDocument.Parse(events).RootElement.GetProperty("events").EnumerateArray()
                    .Select(one => one.TryGetProperty("message", out var message) && message.TryGetProperty("attachments", out var files)
                        ? files[0].Text("url") : null).LastOrDefault(url => url is not null) is { } url)
                {
                    seen.Add(Convert.ToHexString(await server.Client.GetByteArrayAsync(url, Cancel))[..64]);
                }
            }
        }

        // Links are signed for a time: what they lead to is compared, not they.
        return [.. seen.Select(text => Regex.Replace(text.Replace(server.Address.Authority, "", StringComparison.Ordinal), "\"/files/[^\"]*\"", "\"\""))];
    }

    static async Task SendFile(ServerProcess server, string token)
    {
        var bytes = new ByteArrayContent([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/files")
        {
            Content = new MultipartFormDataContent { { bytes, "file", "recipe.bin" } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var file = await ChatClient.Ok(server.Client.SendAsync(request, Cancel));
        (await server.Ask(token, HttpMethod.Post, "/api/chat/messages", new { client_id = "file", attachment = new { file_id = file.Text("file_id") } }))
            .EnsureSuccessStatusCode();
    }

    /// <summary>So many that a move takes its time.</summary>
    Task ManyRows(int count) => Change(
        $"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO audit_log (business, at, actor, act, subject) SELECT i, i, 'operator', 'tested', 'moving' FROM n
        """);

    async Task Change(string sql)
    {
        using var source = new SqliteDatabase(Folder);
        await source.Write((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));
    }

    /// <summary>Every follower has come to the end of every partition.</summary>
    async Task UntilFollowed()
    {
        await using var connection = new NpgsqlConnection(store.Options.ConnectionString);
        while (await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM checkpoints JOIN journal_partitions AS p USING (partition) WHERE checkpoints.position < p.position") > 0)
        {
            await Task.Delay(100, Cancel);
        }

        Assert.True(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM journal_partitions WHERE position > 0") > 1);
    }

    /// <summary>The database notices by itself that who wrote into it is gone.</summary>
    async Task UntilEmpty()
    {
        await using var connection = new NpgsqlConnection(store.Options.ConnectionString);
        while (await connection.ExecuteScalarAsync<long>(
            "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) + (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)") > 0)
        {
            await Task.Delay(100, Cancel);
        }
    }

    sealed record Shop(string Page, string Key, List<string> Tokens);
}
