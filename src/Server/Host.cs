using System.Net;
using System.Net.Sockets;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Server;

/// <summary>What the host itself adds: Orleans, static files, errors, health, and the store made ready.</summary>
static class Host
{
    public static IHostApplicationBuilder AddHost(this WebApplicationBuilder builder)
    {
        var (silo, gateway) = FreePorts();
        builder.Host.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway));
        if (!builder.Environment.IsDevelopment())
            builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    /// <summary>Two ports of the loopback address that nobody uses: several installations may share a machine.</summary>
    static (int Silo, int Gateway) FreePorts()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }

    public static void UseHost(this WebApplication app) => app.UseWebSockets();

    public static void MapHost(this IEndpointRouteBuilder app) => app.MapGet("/healthz", () => "ok");

    public static async Task PrepareStore(this WebApplication app) => await SchemaRunner.Run(
        app.Services.GetRequiredService<Database>(),
        app.Services.GetServices<SchemaSource>().Select(source => source.Module),
        app.Services.GetRequiredService<TimeProvider>());
}
