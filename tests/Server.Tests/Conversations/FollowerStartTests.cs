using System.Threading.Channels;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Server.Tests.Conversations;

/// <summary>A follower begins where the one before it stopped.</summary>
public sealed class FollowerStartTests : IAsyncLifetime
{
    const int Backlog = 300;
    static readonly ConversationId Id = new(new PageId(1), new Psid(2));

    TestStore storage = null!;
    Database? database;
    ConversationStore store = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await TestStore.Make();
        database = storage.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        store = new ConversationStore(database);
        await using var home = await NewHome();
        await Say(home, from: 0, Backlog);
    }

    public async ValueTask DisposeAsync()
    {
        database?.Dispose();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_follower_hears_of_the_backlog_and_then_of_what_comes()
    {
        var listener = new Listener();
        await using (var home = await NewHome(listener))
        {
            await listener.Hears(Backlog);
            await Say(home, Backlog, 1);
            await listener.Hears(1);
        }

        await using var next = await NewHome(listener);
        await Say(next, Backlog + 1, 1);
        await listener.Hears(1);
    }

    async Task<Home> NewHome(params IFollower[] followers)
    {
        var partition = Partitions.Of(Id.Page, await store.Partitions());
        var journal = JournalWriter.Of(database!, partition, NullLogger.Instance);
        var home = new Home(
            partition,
            journal,
            new ActiveConversations(store, journal, new LiveChannels(), TimeProvider.System),
            [.. followers.Select(follower => new FollowerLoop(
                follower, partition, new FollowerStore(database!, store), journal, TimeProvider.System, NullLogger.Instance))]);
        await home.Open();
        return home;
    }

    static async Task Say(Home home, int from, int count)
    {
        var said = await Task.WhenAll(Enumerable.Range(from, count).Select(i => home.Do(
            Id, new Send(Author.Person, $"c{i}", new MessageContent { Text = $"message {i}" }))));
        Assert.All(said, outcome => Assert.True(outcome.IsAccepted));
    }

    sealed class Listener : IFollower
    {
        readonly Channel<long> heard = Channel.CreateUnbounded<long>();
        long last;

        public string Name => "listener";

        public bool Wants(Entry entry) => true;

        public Task Handle(Entry entry, CancellationToken cancel) => heard.Writer.WriteAsync(entry.Position, cancel).AsTask();

        /// <summary>Each once and in order, because nothing was cut off.</summary>
        public async Task Hears(int count)
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            late.CancelAfter(TimeSpan.FromSeconds(30));
            for (var i = 0; i < count; i++)
                Assert.Equal(++last, await heard.Reader.ReadAsync(late.Token));
        }
    }
}
