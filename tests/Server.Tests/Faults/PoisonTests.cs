using System.Collections.Concurrent;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Server.Tests.Faults;

/// <summary>F19: a follower can never take one entry.</summary>
public sealed class PoisonTests
{
    const string Poison = "poison";
    static readonly ConversationId Troubled = new(new PageId(1), new Psid(2));
    static readonly ConversationId Another = new(new PageId(1), new Psid(3));

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F19_It_is_tried_five_times_and_left_aside_with_its_reason_and_the_conversation_goes_on()
    {
        await using var storage = await TestStore.Make();
        using var database = storage.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        var (clock, taster) = (new TestClock(), new Taster());
        await using var home = await NewHome(database, taster, clock);
        foreach (var text in (string[])["first", Poison, "second", "third"])
            await Say(home, Troubled, text);
        await Say(home, Another, "elsewhere");

        await Until(() => taster.Took("elsewhere"), () => { });
        Assert.False(taster.Took("second"), "It overtook the entry before it.");
        await Until(() => taster.Took("third"), () => clock.Advance(TimeSpan.FromSeconds(5)));

        Assert.Equal(["first", "second", "third"], taster.Taken(Troubled));
        Assert.Equal(FollowerStore.MostAttempts, taster.Tries);
        var (attempts, isDead, reason) = await database.Read(connection => connection.QuerySingleAsync<(int, bool, string)>(
            "SELECT attempts, is_dead = 1, reason FROM parked_entries"));
        Assert.Equal((FollowerStore.MostAttempts, true, "It is bitter."), (attempts, isDead, reason));
    }

    [Fact]
    public async Task F19_However_much_was_said_meanwhile_it_follows_in_order_and_soon()
    {
        await using var storage = await TestStore.Make();
        using var database = storage.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        var (clock, taster) = (new TestClock(), new Taster());
        await using var home = await NewHome(database, taster, clock);
        var said = Enumerable.Range(1, 200).Select(number => $"{number}").ToList();
        await Say(home, Troubled, Poison);
        foreach (var text in said)
            await Say(home, Troubled, text);

        using var talking = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var elsewhere = KeepTalking(home, talking.Token);
        await Until(() => taster.Took("200"), () => clock.Advance(TimeSpan.FromSeconds(5)));
        await talking.CancelAsync();
        await elsewhere;
        Assert.Equal(said, taster.Taken(Troubled));
    }

    /// <summary>The follower has always something to read.</summary>
    static async Task KeepTalking(Home home, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
            await Say(home, Another, $"another {number}");
    }

    static async Task<Home> NewHome(Database database, Taster taster, TimeProvider clock)
    {
        var store = new ConversationStore(database);
        var partition = Partitions.Of(Troubled.Page, await store.Partitions());
        var journal = JournalWriter.Of(database, partition, NullLogger.Instance);
        var conversations = new ActiveConversations(store, journal, new LiveChannels(), clock);
        var loop = new FollowerLoop(taster, partition, new FollowerStore(database, store), journal, clock, NullLogger.Instance);
        var home = new Home(partition, journal, conversations, [loop]);
        await home.Open();
        return home;
    }

    static async Task Say(Home home, ConversationId id, string text) => Assert.True(
        (await home.Do(id, new Send(Author.Person, text.Replace(' ', '-'), new MessageContent { Text = text }))).IsAccepted);

    static async Task Until(Func<bool> isSo, Action meanwhile)
    {
        for (var waited = 0; !isSo(); waited++)
        {
            Assert.True(waited < 600, "It did not happen within half a minute.");
            meanwhile();
            await Task.Delay(50, Cancel);
        }
    }

    sealed class Taster : IFollower
    {
        readonly ConcurrentQueue<(ConversationId Id, string Text)> taken = [];
        int tries;

        public string Name => "taster";

        public int Tries => tries;

        public bool Wants(Entry entry) => entry.Log == Log.Thread;

        public Task Handle(Entry entry, CancellationToken cancel)
        {
            if (entry.ClientId == Poison)
            {
                Interlocked.Increment(ref tries);
                throw new InvalidOperationException("It is bitter.");
            }

            taken.Enqueue((entry.Conversation, entry.ClientId!));
            return Task.CompletedTask;
        }

        public bool Took(string text) => taken.Any(one => one.Text == text);

        public IEnumerable<string> Taken(ConversationId id) => taken.Where(one => one.Id == id).Select(one => one.Text);
    }
}
