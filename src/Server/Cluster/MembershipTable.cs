using System.Globalization;
using System.Net.Sockets;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Charla.Server.Cluster;

/// <summary>
/// The list of silos in the database. A change names the version of the list, and of the row, that it was decided on,
/// and is made only if both still hold: then all silos agree on who is a member.
/// </summary>
sealed class MembershipTable(
    Database database,
    IOptions<ClusterOptions> options,
    ILocalSiloDetails local,
    [FromKeyedServices(TimeProviderNames.Membership)] TimeProvider clock) : IMembershipTable
{
    /// <summary>The database's clock, in the unit of all instants.</summary>
    const string Now = "(extract(epoch FROM clock_timestamp()) * 1000)::BIGINT";

    static readonly TimeSpan TimeToConnect = TimeSpan.FromSeconds(1);

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        var id = options.Value.ClusterId;
        var stored = await database.Write((connection, transaction) => connection.QuerySingleAsync<string>(
            """
            INSERT INTO cluster (id, version) SELECT @id, 0 WHERE NOT EXISTS (SELECT 1 FROM cluster);
            SELECT id FROM cluster
            """,
            new { id },
            transaction));
        if (stored != id)
            throw new InvalidOperationException($"The database belongs to the cluster \"{stored}\".");
        await BuryTheDead();
    }

    public Task DeleteMembershipTableEntries(string clusterId) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            "DELETE FROM silos WHERE EXISTS (SELECT 1 FROM cluster WHERE id = @clusterId)", new { clusterId }, transaction));

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(
            $"DELETE FROM silos WHERE status = @dead AND alive_at < {Now} - @age",
            new { dead = (long)SiloStatus.Dead, age = (long)(clock.GetUtcNow() - beforeDate).TotalMilliseconds },
            transaction));

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Read("AND address = @address", key.ToParsableString());

    public Task<MembershipTableData> ReadAll() => Read("");

    public async Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => await Change(
        $"""
        WITH next AS (
          UPDATE cluster SET version = @next
          WHERE version = @current AND NOT EXISTS (SELECT 1 FROM silos WHERE address = @address)
          RETURNING version)
        INSERT INTO silos (address, status, name, host, suspicions, started_at, alive_at, version)
        SELECT @address, @status, @name, @host, @suspicions, @started, {Now}, version FROM next
        """,
        entry,
        tableVersion);

    public async Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => await Change(
        """
        WITH next AS (
          UPDATE cluster SET version = @next
          WHERE version = @current AND EXISTS (SELECT 1 FROM silos WHERE address = @address AND version = @known)
          RETURNING version)
        UPDATE silos SET status = @status, name = @name, host = @host, suspicions = @suspicions, started_at = @started,
          version = next.version
        FROM next WHERE address = @address
        """,
        entry,
        tableVersion,
        long.Parse(etag, CultureInfo.InvariantCulture));

    /// <summary>Changes no version: nobody decides on it.</summary>
    public Task UpdateIAmAlive(MembershipEntry entry) => database.Write((connection, transaction) => connection.ExecuteAsync(
        $"UPDATE silos SET alive_at = {Now} WHERE address = @address",
        new { address = entry.SiloAddress.ToParsableString() },
        transaction));

    Task<bool> Change(string sql, MembershipEntry entry, TableVersion next, long known = 0) => database.Write(
        async (connection, transaction) => await connection.ExecuteAsync(
            sql,
            new
            {
                next = (long)next.Version,
                current = long.Parse(next.VersionEtag, CultureInfo.InvariantCulture),
                known,
                address = entry.SiloAddress.ToParsableString(),
                status = (long)entry.Status,
                name = entry.SiloName ?? "",
                host = entry.HostName ?? "",
                suspicions = Suspicions.Write(entry.SuspectTimes),
                started = new DateTimeOffset(entry.StartTime, TimeSpan.Zero).ToStored(),
            },
            transaction) == 1);

    async Task<MembershipTableData> Read(string only, string? address = null)
    {
        var rows = (await database.Read(connection => connection.QueryAsync<Row>(
            $"""
            SELECT cluster.version AS List, address, status, name, host, suspicions, started_at AS Started,
              {Now} - alive_at AS Silence, silos.version AS Version
            FROM cluster LEFT JOIN silos ON true {only}
            """,
            new { address }))).ToList();
        var version = rows[0].List;
        return new MembershipTableData(
            [.. rows.Where(row => row.Address is not null).Select(row => Tuple.Create(row.ToEntry(clock), Etag(row.Version)))],
            new TableVersion((int)version, Etag(version)));
    }

    /// <summary>
    /// Silos of this machine whose port nobody listens on are gone, and so is who had this silo's own port before:
    /// nobody need wait until they are missed. A process that is merely paused still holds its port.
    /// </summary>
    async Task BuryTheDead()
    {
        for (var round = 0; ; round++)
        {
            var table = await ReadAll();
            var gone = await FirstGone(table);
            if (gone is null || round > table.Members.Count)
                return;
            gone.Item1.Status = SiloStatus.Dead;
            await UpdateRow(gone.Item1, gone.Item2, table.Version.Next());
        }
    }

    async Task<Tuple<MembershipEntry, string>?> FirstGone(MembershipTableData table)
    {
        foreach (var member in table.Members)
        {
            if (member.Item1.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping
                && await IsGone(member.Item1.SiloAddress))
            {
                return member;
            }
        }

        return null;
    }

    async Task<bool> IsGone(SiloAddress silo)
    {
        if (!silo.Endpoint.Address.Equals(local.SiloAddress.Endpoint.Address))
            return false;
        if (silo.Endpoint.Port == local.SiloAddress.Endpoint.Port)
            return true;
        using var connection = new TcpClient(silo.Endpoint.AddressFamily);
        using var soon = new CancellationTokenSource(TimeToConnect);
        try
        {
            await connection.ConnectAsync(silo.Endpoint, soon.Token);
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Who suspects a silo, and since when: <c>address=milliseconds</c>, one after another.</summary>
    static class Suspicions
    {
        public static string Write(IEnumerable<Tuple<SiloAddress, DateTime>>? all) => string.Join(';', (all ?? []).Select(one =>
            $"{one.Item1.ToParsableString()}={new DateTimeOffset(one.Item2, TimeSpan.Zero).ToStored()}"));

        public static List<Tuple<SiloAddress, DateTime>> Read(string text) =>
            [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).Select(parts => Tuple.Create(
                SiloAddress.FromParsableString(parts[0]),
                long.Parse(parts[1], CultureInfo.InvariantCulture).ToInstant().UtcDateTime))];
    }

    sealed record Row(
        long List,
        string? Address,
        long Status,
        string Name,
        string Host,
        string Suspicions,
        long Started,
        long Silence,
        long Version)
    {
        /// <summary>Its last sign of life in the terms of this silo's clock.</summary>
        public MembershipEntry ToEntry(TimeProvider clock) => new()
        {
            SiloAddress = SiloAddress.FromParsableString(Address!),
            Status = (SiloStatus)Status,
            SiloName = Name,
            HostName = Host,
            SuspectTimes = MembershipTable.Suspicions.Read(Suspicions),
            StartTime = Started.ToInstant().UtcDateTime,
            IAmAliveTime = (clock.GetUtcNow() - TimeSpan.FromMilliseconds(Silence)).UtcDateTime,
        };
    }
}
