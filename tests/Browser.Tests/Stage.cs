using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Charla.Browser.Tests.Stage))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Charla.Browser.Tests;

/// <summary>One real browser and one running server for all walks; each walk has windows and a page of its own.</summary>
public sealed class Stage : IAsyncLifetime
{
    IPlaywright? playwright;
    IBrowser? browser;
    ServerProcess? server;

    internal ServerProcess Server => server!;

    /// <summary>Skips the walk where there is no Chromium.</summary>
    internal async Task<IBrowser> Open()
    {
        if (browser is not null)
            return browser;
        var program = Needs.Variable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium";
        if (!File.Exists(program))
            Needs.Skip($"Chromium ({program}; CHROMIUM_PATH names another)");
        await Serve();
        playwright = await Playwright.CreateAsync();
        return browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>The server alone, for who needs no browser.</summary>
    internal async Task<ServerProcess> Serve() => server ??= await ServerProcess.Start();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        if (server is not null)
            await server.DisposeAsync();
    }
}
