using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Conversations;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Charla.Server.Tests.Faults;
using Dapper;

namespace Charla.Server.Tests.Upgrades;

/// <summary>
/// F23: an upgrade is taken back, and the journal holds what the later version wrote: events that this one does not know,
/// messages with something new in them, states with new fields.
/// </summary>
public sealed class TakenBackTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F23_What_a_later_version_wrote_keeps_its_number_and_is_in_nobodys_way()
    {
        await using var store = await TestStore.Make();
        JsonElement page;
        string token;
        await using (var server = await ServerProcess.Start(store, Cancel))
        {
            using var made = await server.CreatePage("luna", null, Cancel);
            page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
            await server.TeachDesk(page.Text("page_access_token"), page.Text("page_id"));
            token = await server.OpenSession("luna", Cancel);
            (await server.Send(token, "c1", "Do you have rye bread?", Cancel)).EnsureSuccessStatusCode();
            await server.Signal("TERM");
            Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
        }

        using var database = store.Open();
        await database.Write((connection, transaction) => WriteAsALaterVersion(database, connection, transaction));
        await using var taken = await ServerProcess.Start(store, Cancel);
        var app = page.Text("page_access_token");
        var inbox = $"/api/inbox/{page.Text("page_id")}/conversations";
        var events = await Events(taken, token, "/api/chat/events");
        Assert.Equal([(1, "message"), (2, "later"), (3, "later"), (4, "message")], events.Select(Shown));
        Assert.Equal("Do you have rye bread?", events[0].GetProperty("message").Text("text"));
        Assert.Equal("That one", events[3].GetProperty("message").Text("text"));

        await taken.AskToPark(token, "park");
        await taken.UntilAnswered(token, 1);
        (await taken.Send(token, "c2", "And today?", Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(Enumerable.Range(1, 7), (await taken.ReadAll(token, Cancel)).Select(entry => (int)entry.Seq));
        var listed = Assert.Single(JsonDocument.Parse(await taken.Read(app, inbox)).RootElement.GetProperty("conversations").EnumerateArray());
        Assert.Equal("And today?", listed.GetProperty("last").Text("text"));
        var team = await Events(taken, app, $"{inbox}/{listed.Text("id")}/team");
        Assert.Contains(team, one => one.Text("type") == "later" && one.GetProperty("thread_seq").GetInt64() == 2);
        Assert.Equal("sunny", (string?)(await State(database))["mood"]);
        Assert.DoesNotContain("KeyNotFound", taken.Said, StringComparison.Ordinal);
    }

    /// <summary>A poll, a message in a form that only it shows, an answer to that, an assignment; and it notes the mood.</summary>
    static async Task WriteAsALaterVersion(
        Database database, System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction)
    {
        var (page, person, text) = await connection.QuerySingleAsync<(long, long, string)>(
            "SELECT page_id, person_id, state FROM conversations", transaction: transaction);
        var state = JsonNode.Parse(text)!;
        var team = (long)state["team_seq"]! + 1;
        await Put(0, 2, "poll", """{"question":"Rye or wheat?"}""");
        await Put(0, 3, "message", """{"content":{"text":"Look","template":{"kind":"Hologram"}}}""");
        await Put(0, 4, "message", """{"content":{"text":"That one","reply_to_seq":3}}""");
        await Put(1, team, "assigned", """{"member":"7","thread_seq":2}""");
        state["version"] = (long)state["version"]! + 4;
        state["thread_seq"] = 4;
        state["team_seq"] = team;
        state["mood"] = "sunny";
        await connection.ExecuteAsync(
            "UPDATE conversations SET version = version + 4, state = @state", new { state = state.ToJsonString() }, transaction);

        async Task Put(int log, long seq, string type, string body)
        {
            var position = database.Engine == StorageOptions.Sqlite
                ? "SELECT max(position) + 1 FROM entries"
                : $"UPDATE journal_partitions SET position = position + 1 WHERE partition = {Partitions.Of(new(page), new StorageOptions().Partitions)} RETURNING position";
            var at = await connection.ExecuteScalarAsync<long>(position, transaction: transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO entries (position, page_id, person_id, log, seq, at, type, author, body)
                VALUES (@at, @page, @person, @log, @seq, 1790000000000, @type, 'm|7|Ana', @body)
                """,
                new { at, page, person, log, seq, type, body },
                transaction);
        }
    }

    static async Task<JsonNode> State(Database database) => JsonNode.Parse(await database.Read(connection =>
        connection.QuerySingleAsync<string>("SELECT state FROM conversations")))!;

    static async Task<List<JsonElement>> Events(ServerProcess server, string key, string path) =>
        [.. JsonDocument.Parse(await server.Read(key, path)).RootElement.GetProperty("events").EnumerateArray()];

    static (int Seq, string Type) Shown(JsonElement one) => (one.GetProperty("seq").GetInt32(), one.Text("type"));
}
