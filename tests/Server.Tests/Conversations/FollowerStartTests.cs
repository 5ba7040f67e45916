using System.Threading.Channels;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Server.Tests.Conversations;

/// <summary>Hosted services start in some order; a follower and the journal do not mind in which.</summary>
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
        using var journal = NewJournal();
        await journal.StartAsync(Cancel);
        await Say(journal, from: 0, Backlog);
    }

    public async ValueTask DisposeAsync()
    {
        database?.Dispose();
        await storage.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_follower_hears_of_the_backlog_whoever_starts_first(bool followerFirst)
    {
        var listener = new Listener();
        using var journal = NewJournal();
        using var loop = new FollowerLoops(
            listener, new FollowerStore(database!, store), journal, TimeProvider.System, NullLogger<FollowerLoops>.Instance);
        if (!followerFirst)
            await journal.StartAsync(Cancel);
        await loop.StartAsync(Cancel);
        if (followerFirst)
        {
            await Task.Delay(200, Cancel);
            await journal.StartAsync(Cancel);
        }

        await listener.Hears(Backlog);
        await Say(journal, Backlog, 1);
        await listener.Hears(1);
        await loop.StopAsync(Cancel);
    }

    Journal NewJournal() => new(database!, store, NullLogger<Journal>.Instance);

    async Task Say(Journal journal, int from, int count)
    {
        var conversation = await new ActiveConversations(store, journal, new LiveChannels(), TimeProvider.System).Activate(Id);
        var said = await Task.WhenAll(Enumerable.Range(from, count).Select(i => conversation.Do(
            new Send(Author.Person, $"c{i}", new MessageContent { Text = $"message {i}" }))));
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
