namespace Charla.Server.Tests;

/// <summary>Two servers in this process over one database and one data folder: an installation of two.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    TestStore store = null!;

    public ServerFixture One { get; private set; } = null!;

    public ServerFixture Other { get; private set; } = null!;

    internal TestStore Store => store;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Make();
        (One, Other) = (new ServerFixture(store), new ServerFixture(store));
        await One.InitializeAsync();
        await Other.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await One.DisposeAsync();
        await store.DisposeAsync();
    }
}
