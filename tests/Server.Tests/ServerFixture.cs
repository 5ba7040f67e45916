using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

[assembly: AssemblyFixture(typeof(Charla.Server.Tests.ServerFixture))]

namespace Charla.Server.Tests;

/// <summary>
/// The real server in this process: real sockets on a free port, a data folder of its own, a clock that tests move.
/// One serves all tests that do not need a server of their own.
/// </summary>
public class ServerFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string OperatorToken = "operator-token-of-the-tests";

    readonly TestStore? shared;
    TestStore store = null!;
    Uri address = null!;

    public ServerFixture()
    {
    }

    /// <summary>One more server of an installation.</summary>
    internal ServerFixture(TestStore shared) => this.shared = shared;

    /// <summary>Where a server is and how to set it up is no news of the tests; what fails is logged to the other stream.</summary>
    static ServerFixture() => Console.SetOut(TextWriter.Null);

    public TestClock Clock { get; } = new();

    public Uri Address => HasStore(address);

    public override IServiceProvider Services => HasStore(base.Services);

    /// <summary>Limits are lifted unless the limits are what is tested.</summary>
    protected virtual bool RelaxedLimits => true;

    public async ValueTask InitializeAsync()
    {
        store = shared ?? await TestStore.Make();
        if (store.Missing is not null)
            return;
        UseKestrel(0);
        StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        address = new Uri(addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
    }

    /// <summary>A browser's tab on our own pages, or whoever sends this bearer token.</summary>
    public HttpClient Visitor(string? bearer = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = Address,
        };
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        else
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    public HttpClient Operator() => Visitor(OperatorToken);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in store.Settings)
            builder.UseSetting(key, value);
        builder.UseSetting("CHARLA_ADMIN_TOKEN", OperatorToken);
        builder.UseSetting("Testing:RelaxedLimits", RelaxedLimits ? "true" : "false");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Logging:LogLevel:Charla", "Warning");
        builder.UseSetting("Logging:Console:LogToStandardErrorThreshold", "Trace");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (shared is null)
            await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    T HasStore<T>(T value)
    {
        if (store.Missing is { } what)
            Needs.Skip(what);
        return value;
    }
}
