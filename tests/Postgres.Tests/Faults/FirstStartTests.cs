
namespace Charla.Server.Tests.Faults;

/// <summary>Servers that start together on an empty database and an empty folder agree on schema and keys.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task Each_takes_the_tokens_of_the_others()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = await TestStore.Make();
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ServerProcess.Start(store, cancel)));
        try
        {
            var handle = await servers[0].CreatePage("luna", cancel);
            foreach (var server in servers)
            {
                var token = await server.OpenSession(handle, cancel);
                foreach (var other in servers)
                    await other.ReadAll(token, cancel);
            }

            var keys = Directory.GetFiles(Path.Combine(store.Options.Folder, "keys")).Select(Path.GetFileName).Order().ToList();
            Assert.Single(keys, key => key!.StartsWith("key-", StringComparison.Ordinal));
            Assert.Equal(["files.key", "push.key"], keys.Where(key => key!.EndsWith(".key", StringComparison.Ordinal)));
            Assert.Equal(3, keys.Count);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }
}
