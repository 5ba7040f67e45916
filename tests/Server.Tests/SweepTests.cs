using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests;

/// <summary>What no longer counts leaves the store by itself.</summary>
public sealed class SweepTests(ServerFixture server)
{
    [Fact]
    public async Task Idempotency_keys_are_forgotten_after_48_hours_and_not_before()
    {
        var database = server.Services.GetRequiredService<Database>();
        var caller = $"sweep-{Guid.CreateVersion7():N}";
        foreach (var hours in (int[])[1, 47, 49, 200])
        {
            var at = server.Clock.GetUtcNow().AddHours(-hours).ToStored();
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                "INSERT INTO idempotency_keys (caller, key_hash, request_hash, at) VALUES (@caller, @hours, 'r', @at)",
                new { caller, hours = $"{hours}", at },
                transaction));
        }

        await server.Services.GetRequiredService<Sweeper>().Sweep();
        Assert.Equal(["1", "47"], (await database.Read(connection => connection.QueryAsync<string>(
            "SELECT key_hash FROM idempotency_keys WHERE caller = @caller", new { caller }))).Order());
    }
}
