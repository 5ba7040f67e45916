using System.Net;
using System.Net.Sockets;
using Charla.Kernel.Storage;
using Charla.Server.Cluster;
using Dapper;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Charla.Server.Tests.Clusters;

/// <summary>What Orleans asks of a table of members: versions that are compared before they are swapped.</summary>
public sealed class MembershipTableTests : IAsyncLifetime
{
    static readonly SiloAddress Ours = SiloAddress.New(IPAddress.Loopback, 4711, 1);

    TestStore storage = null!;
    Database database = null!;
    MembershipTable table = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await TestStore.Make();
        database = storage.Open();
        await SchemaRunner.Run(database, [typeof(Membership).Assembly], TimeProvider.System);
        table = TableOf(Ours);
        await table.InitializeMembershipTable(true);
    }

    public async ValueTask DisposeAsync()
    {
        database.Dispose();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task It_begins_empty_at_version_0_however_often_it_is_initialized()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => table.InitializeMembershipTable(true)));
        var all = await table.ReadAll();
        Assert.Equal((0, "0", 0), (all.Version.Version, all.Version.VersionEtag, all.Members.Count));
    }

    [Fact]
    public async Task A_row_comes_back_as_it_was_put()
    {
        var entry = Silo(1, SiloStatus.Joining);
        entry.AddSuspector(Ours, new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc));
        Assert.True(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));

        var (read, etag) = (await table.ReadRow(entry.SiloAddress)).Members.Single();
        Assert.Equal((entry.SiloAddress, entry.Status, entry.SiloName, entry.HostName), (read.SiloAddress, read.Status, read.SiloName, read.HostName));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.Equal(entry.StartTime, read.StartTime);
        Assert.InRange(read.IAmAliveTime, DateTime.UtcNow.AddSeconds(-5), DateTime.UtcNow.AddSeconds(1));
        Assert.Equal(("1", 1), (etag, (await table.ReadAll()).Version.Version));
        Assert.Empty((await table.ReadRow(Silo(2).SiloAddress)).Members);
    }

    [Fact]
    public async Task A_change_that_was_decided_on_another_version_is_refused()
    {
        var first = (await table.ReadAll()).Version;
        Assert.True(await table.InsertRow(Silo(1), first.Next()));
        Assert.False(await table.InsertRow(Silo(2), first.Next()));
        var second = (await table.ReadAll()).Version;
        Assert.False(await table.InsertRow(Silo(1), second.Next()));
        Assert.False(await table.UpdateRow(Silo(1, SiloStatus.Dead), "1", first.Next()));
        Assert.False(await table.UpdateRow(Silo(1, SiloStatus.Dead), "7", second.Next()));
        Assert.False(await table.UpdateRow(Silo(3, SiloStatus.Dead), "1", second.Next()));
        Assert.Equal(second, (await table.ReadAll()).Version);

        Assert.True(await table.UpdateRow(Silo(1, SiloStatus.Dead), "1", second.Next()));
        var all = await table.ReadAll();
        Assert.Equal((2, SiloStatus.Dead, "2"), (all.Version.Version, all.Members.Single().Item1.Status, all.Members.Single().Item2));
    }

    [Fact]
    public async Task Of_many_that_insert_at_once_each_is_there_in_the_end_and_each_change_is_counted()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(async () =>
        {
            while (!await table.InsertRow(Silo(i), (await table.ReadAll()).Version.Next()))
                await Task.Yield();
        })));
        var all = await table.ReadAll();
        Assert.Equal((8, 8), (all.Version.Version, all.Members.Count));
        Assert.Equal(8, all.Members.Select(member => member.Item2).Distinct().Count());
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_is_told_by_the_clock_of_the_database()
    {
        Assert.True(await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next()));
        await SetBack("1 hour");
        var before = await table.ReadRow(Silo(1).SiloAddress);
        Assert.InRange(before.Members.Single().Item1.IAmAliveTime, DateTime.UtcNow.AddMinutes(-61), DateTime.UtcNow.AddMinutes(-59));

        var entry = Silo(1);
        entry.IAmAliveTime = DateTime.UtcNow.AddDays(3);
        await table.UpdateIAmAlive(entry);
        var after = await table.ReadRow(entry.SiloAddress);
        Assert.InRange(after.Members.Single().Item1.IAmAliveTime, DateTime.UtcNow.AddSeconds(-5), DateTime.UtcNow.AddSeconds(1));
        Assert.Equal((before.Version, before.Members.Single().Item2), (after.Version, after.Members.Single().Item2));
    }

    [Fact]
    public async Task Only_the_long_dead_are_forgotten()
    {
        foreach (var silo in (MembershipEntry[])[Silo(1, SiloStatus.Dead), Silo(2)])
            Assert.True(await table.InsertRow(silo, (await table.ReadAll()).Version.Next()));
        await SetBack("2 hours");
        Assert.True(await table.InsertRow(Silo(3, SiloStatus.Dead), (await table.ReadAll()).Version.Next()));
        await table.CleanupDefunctSiloEntries(DateTimeOffset.UtcNow.AddHours(-1));
        Assert.Equal([2, 3], (await table.ReadAll()).Members.Select(member => member.Item1.SiloAddress.Generation).Order());
    }

    [Fact]
    public async Task A_silo_of_this_machine_whose_port_is_free_is_dead_at_once_and_one_that_listens_is_not()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var alive = Silo(2);
        alive.SiloAddress = SiloAddress.New((IPEndPoint)listener.LocalEndpoint, 2);
        var elsewhere = Silo(3);
        elsewhere.SiloAddress = SiloAddress.New(IPAddress.Parse("192.0.2.1"), 4711, 3);
        var before = Silo(4);
        before.SiloAddress = SiloAddress.New(Ours.Endpoint, 99);
        foreach (var silo in (MembershipEntry[])[Silo(1), alive, elsewhere, before])
            Assert.True(await table.InsertRow(silo, (await table.ReadAll()).Version.Next()));

        await table.InitializeMembershipTable(true);
        Assert.Equal(
            [(1, SiloStatus.Dead), (2, SiloStatus.Active), (3, SiloStatus.Active), (99, SiloStatus.Dead)],
            (await table.ReadAll()).Members.Select(member => (member.Item1.SiloAddress.Generation, member.Item1.Status)).Order());
    }

    [Fact]
    public async Task A_database_belongs_to_one_cluster()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TableOf(Ours, "another").InitializeMembershipTable(true));
        Assert.Equal("The database belongs to the cluster \"charla\".", error.Message);
    }

    MembershipTable TableOf(SiloAddress silo, string cluster = Membership.DefaultId) => new(
        database, Options.Create(new ClusterOptions { ClusterId = cluster }), new Local(silo), TimeProvider.System);

    Task SetBack(string by) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE silos SET alive_at = alive_at - extract(epoch FROM @by::INTERVAL) * 1000", new { by }, transaction));

    /// <summary>On a port of this machine that nobody listens on.</summary>
    static MembershipEntry Silo(int number, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, number, number),
        Status = status,
        SiloName = $"silo {number}",
        HostName = "here",
        StartTime = new DateTime(2026, 1, 1, 9, 0, 0, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 1, 1, 9, 0, 0, DateTimeKind.Utc),
    };

    sealed class Local(SiloAddress silo) : ILocalSiloDetails
    {
        public string Name => "ours";

        public string ClusterId => Membership.DefaultId;

        public string DnsHostName => "here";

        public SiloAddress SiloAddress => silo;

        public SiloAddress GatewayAddress => silo;
    }
}
