using System.Text.Json;
using Charla.Kernel.Storage;
using Charla.Server.Tests.Faults;
using Dapper;

namespace Charla.Server.Tests.Upgrades;

/// <summary>F23: a store of any earlier version is upgraded with what is in it, and can be used by the version before.</summary>
public sealed class UpgradeTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_of_every_earlier_version_is_upgraded_and_goes_on()
    {
        await using var store = await TestStore.Make();
        using var newest = store.Open();
        var shop = await Seed(store);
        for (var version = OlderStore.Oldest(newest); version <= OlderStore.Newest(newest); version++)
        {
            await using var older = await TestStore.Make();
            using (var database = older.Open())
            {
                await OlderStore.Prepare(database, version);
                await OlderStore.Fill(database, newest);
            }

            CopyKeys(store, older);
            await using var server = await ServerProcess.Start(older, Cancel);
            Assert.Equal(shop.Events, await server.Read(shop.Token, "/api/chat/events?limit=200"));
            Assert.Equal(shop.List, await server.Read(shop.Key, $"/api/inbox/{shop.Page}/conversations"));
            await server.AskToPark(shop.Token, "after-the-upgrade");
            await server.UntilAnswered(shop.Token, 2);
            using var upgraded = older.Open();
            Assert.Equal(OlderStore.Newest(newest), await upgraded.Read(connection =>
                connection.ExecuteScalarAsync<long>("SELECT max(version) FROM schema_versions")));
        }
    }

    [Fact]
    public async Task A_version_leaves_what_the_version_before_it_needs()
    {
        await using var first = await TestStore.Make();
        using var oldest = first.Open();
        var version = OlderStore.Oldest(oldest);
        await OlderStore.Prepare(oldest, version);
        var before = await OlderStore.Columns(oldest);
        while (version++ < OlderStore.Newest(oldest))
        {
            await using var store = await TestStore.Make();
            using var database = store.Open();
            await OlderStore.Prepare(database, version);
            var after = await OlderStore.Columns(database);
            foreach (var (table, columns) in before)
            {
                foreach (var (name, column) in columns)
                    Assert.Equal((table, name, column.Type), (table, name, after[table][name].Type));
                var needed = after[table].Where(column => column.Value.IsNeeded && !columns.ContainsKey(column.Key));
                Assert.True(!needed.Any(), $"Version {version} needs {table}.{string.Join(", ", needed)}, which the version before does not write.");
            }

            before = after;
        }
    }

    [Fact]
    public async Task A_program_works_on_a_schema_one_version_ahead_and_refuses_one_of_two()
    {
        await using var store = await TestStore.Make();
        using var database = store.Open();
        var shop = await Seed(store);
        var ours = OlderStore.Newest(database);
        await Change(database, $"ALTER TABLE persons ADD COLUMN mood TEXT; INSERT INTO schema_versions VALUES ({ours + 1}, 0)");
        await using (var server = await ServerProcess.Start(store, Cancel))
        {
            Assert.Equal(shop.Events, await server.Read(shop.Token, "/api/chat/events?limit=200"));
            await server.AskToPark(shop.Token, "taken-back");
            await server.OpenSession("luna", Cancel);
        }

        await Change(database, $"INSERT INTO schema_versions VALUES ({ours + 2}, 0)");
        var (code, said) = await CharlaCommand.Run(
            ["serve", "--urls", "http://127.0.0.1:0", .. store.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })]);
        Assert.Equal(1, code);
        Assert.EndsWith(
            $": the database has version {ours + 2} of the schema and needs a program of version {ours + 1} or later; this one has {ours}.\n",
            said,
            StringComparison.Ordinal);
    }

    static Task Change(Database database, string sql) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction));

    /// <summary>A page whose desk has answered a person.</summary>
    static async Task<Shop> Seed(TestStore store)
    {
        await using var server = await ServerProcess.Start(store, Cancel);
        using var made = await server.CreatePage("luna", null, Cancel);
        var page = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel)).RootElement;
        var (id, key) = (page.Text("page_id"), page.Text("page_access_token"));
        await server.TeachDesk(key, id);
        var token = await server.OpenSession("luna", Cancel);
        (await server.Send(token, "hello", "Do you have rye bread?", Cancel)).EnsureSuccessStatusCode();
        await server.AskToPark(token, "park");
        await server.UntilAnswered(token, 1);
        var events = await server.Read(token, "/api/chat/events?limit=200");
        return new Shop(id, key, token, events, await server.Read(key, $"/api/inbox/{id}/conversations"));
    }

    static void CopyKeys(TestStore from, TestStore to)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from.Options.Folder, "keys"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to.Options.Folder, Path.GetRelativePath(from.Options.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    sealed record Shop(string Page, string Key, string Token, string Events, string List);
}
