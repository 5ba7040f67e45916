using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Charla.Kernel;
using Orleans.Configuration;

namespace Charla.Server.Cluster;

/// <summary>
/// This process as a member of a cluster: with PostgreSQL always, also when it is the only one, so that another may join
/// at any time. With SQLite there is no cluster and nothing of it is started.
/// </summary>
static class Membership
{
    public const string DefaultId = "charla";
    const int UsualPort = 11111;

    public static WebApplicationBuilder AddMembership(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (settings["Storage:Provider"] != StorageOptions.Postgres)
            return builder;
        builder.Services.AddSchema(typeof(Membership).Assembly);
        builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Membership, new SteadyClock());
        builder.Services.AddSingleton<IMembershipTable, MembershipTable>();
        builder.Services.AddSingleton<IReminderTable, ReminderTable>();
        if (Telemetry.IsSent(settings))
            builder.Host.UseOrleans(silo => silo.AddActivityPropagation());
        builder.Host.UseOrleans(silo => silo
            .AddReminders()
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (IdOf(settings), DefaultId))
            .Configure<EndpointOptions>(endpoint =>
            {
                var address = AddressOf(settings);
                endpoint.AdvertisedIPAddress = address;
                endpoint.SiloPort = PortOf(settings, address);
                endpoint.GatewayPort = 0;
                endpoint.SiloListeningEndpoint = ListenOf(settings) ?? new IPEndPoint(address, endpoint.SiloPort);
            })
            .Configure<ClusterMembershipOptions>(DetectFailures)
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(5)));
        builder.Services.AddSingleton<IFatalErrorHandler, LastWords>();
        return builder;
    }

    public static string IdOf(IConfiguration settings) => settings["Cluster:Id"] ?? DefaultId;

    /// <summary>A killed silo is voted dead in 6 to 10 seconds; one that merely stalls for a few is not.</summary>
    static void DetectFailures(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedProbesLimit = 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    static IPAddress AddressOf(IConfiguration settings) =>
        settings["Cluster:Address"] is { } address ? IPAddress.Parse(address) : IPAddress.Loopback;

    /// <summary>Where it listens, if others reach it by another address or port than that.</summary>
    static IPEndPoint? ListenOf(IConfiguration settings) =>
        settings["Cluster:Listen"] is { } here ? IPEndPoint.Parse(here) : null;

    static int PortOf(IConfiguration settings, IPAddress address) =>
        settings["Cluster:Port"] is { } port ? int.Parse(port, CultureInfo.InvariantCulture)
        : ListenOf(settings) is { } here ? here.Port
        : IPAddress.IsLoopback(address) ? FreePort()
        : UsualPort;

    /// <summary>
    /// A port of the loopback address that nobody uses: several silos may share a machine. Below the range that outgoing
    /// connections take theirs from, or one of these might take the port before Orleans does.
    /// </summary>
    static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
