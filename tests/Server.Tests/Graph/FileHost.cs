using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charla.Server.Tests.Graph;

/// <summary>A server that may fetch from this machine.</summary>
public sealed class LoopbackServer : ServerFixture
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Testing:AllowLoopback", "true");
    }
}

/// <summary>Somebody's web server, with files to fetch.</summary>
sealed class FileHost : IAsyncDisposable
{
    readonly WebApplication app;

    FileHost(WebApplication app, string address) => (this.app, Address) = (app, address);

    public string Address { get; }

    public static async Task<FileHost> Start(params (string Path, RequestDelegate Answer)[] files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        foreach (var (path, answer) in files)
            app.MapGet(path, answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new FileHost(app, address);
    }

    public static (string Path, RequestDelegate Answer) File(string path, byte[] bytes, string type)
    {
        return (path, Answer);

        async Task Answer(HttpContext http)
        {
            http.Response.ContentType = type;
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    public static (string Path, RequestDelegate Answer) Moved(string path, string to)
    {
        return (path, Answer);

        Task Answer(HttpContext http)
        {
            http.Response.Redirect(to);
            return Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
