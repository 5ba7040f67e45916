using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Charla.Server.Tests.Conversations;

/// <summary>Conversations on a journal of their own, without a server around them.</summary>
public sealed class ActiveConversationTests : IAsyncLifetime
{
    static readonly ConversationId Id = new(new PageId(1), new Psid(2));

    readonly LiveChannels live = new();
    TestStore storage = null!;
    Database? database;
    JournalWriter? journal;
    ActiveConversations conversations = null!;
    ConversationStore store = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await TestStore.Make();
        database = storage.Open();
        await SchemaRunner.Run(database, [typeof(ConversationsModule).Assembly], TimeProvider.System);
        store = new ConversationStore(database);
        journal = JournalWriter.Of(database, Partitions.Of(Id.Page, await store.Partitions()), NullLogger.Instance);
        await journal.Start();
        conversations = NewConversations();
    }

    public async ValueTask DisposeAsync()
    {
        journal?.Dispose();
        database?.Dispose();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Two_that_hold_the_same_conversation_never_both_write()
    {
        var one = conversations.Of(Id);
        var other = NewConversations().Of(Id);
        var sends = Enumerable.Range(0, 600).Select(i => Task.Run(async () =>
            (ClientId: $"c{i}", Outcome: await (i % 2 == 0 ? one : other).Do(Message(i)))));
        var ended = await Task.WhenAll(sends);

        var stored = await Stored();
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(seq => (long)seq), stored.Select(entry => entry.Seq));
        var accepted = ended.Where(end => end.Outcome.IsAccepted).ToDictionary(end => end.ClientId, end => end.Outcome.Value!.Seq);
        Assert.Equal(accepted, stored.ToDictionary(entry => entry.ClientId!, entry => entry.Seq));
        Assert.All(ended.Where(end => !end.Outcome.IsAccepted), end => Assert.Equal(RefusalKind.Unavailable, end.Outcome.Refusal!.Kind));
        Assert.Equal(stored.Count, (await store.State(Id)).Messages);
    }

    [Fact]
    public async Task What_stands_on_a_lost_decision_is_lost_with_it_even_if_its_version_fits()
    {
        var mine = conversations.Of(Id);
        Assert.True((await mine.Do(Message(0))).IsAccepted);
        var found = await store.State(Id);
        var run = new Run();
        var lost = Decided(found, Message(1), run);
        var onTop = Decided(lost.Decision.After, Message(2), run);
        Assert.True((await mine.Do(new AddNote(new Author(AuthorKind.Member, "7", "Ana"), "n1", "She is new."))).IsAccepted);

        var ends = await Task.WhenAll(journal!.Commit(lost), journal.Commit(onTop));

        Assert.All(ends, end => Assert.IsType<Commit.Overtaken>(end));
        Assert.Single(await Stored());
    }

    [Fact]
    public async Task Screens_hear_of_messages_in_the_order_of_their_numbers()
    {
        var conversation = conversations.Of(Id);
        using var watch = live.Watch(Id);
        await Task.WhenAll(Enumerable.Range(0, LiveSubscription.Capacity).Select(i => Task.Run(() => conversation.Do(Message(i)))));

        var heard = new List<long>();
        while (watch.Signals.TryRead(out var signal))
            heard.AddRange(Assert.IsType<Happened>(signal).Entries.Where(entry => entry.Log == Log.Thread).Select(entry => entry.Seq));
        Assert.Equal(Enumerable.Range(1, LiveSubscription.Capacity).Select(seq => (long)seq), heard);
    }

    [Fact]
    public async Task The_same_client_id_at_once_happens_once()
    {
        var conversation = conversations.Of(Id);
        var ends = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => conversation.Do(Message(1)))));
        Assert.Single(ends.Select(end => end.Value).Distinct());
        Assert.Single(await Stored());
    }

    [Fact]
    public async Task A_conversation_that_nobody_wants_leaves_the_memory_and_comes_back_as_it_was()
    {
        Assert.True((await conversations.Of(Id).Do(Message(1))).IsAccepted);
        conversations.Sweep();
        Assert.Equal(1, conversations.Count);
        conversations.Sweep();
        Assert.Equal(0, conversations.Count);
        Assert.Equal(await conversations.Of(Id).Do(Message(1)), await conversations.Of(Id).Do(Message(1)));
        Assert.Equal(1, (await conversations.Of(Id).Look()).ThreadSeq);
    }

    ActiveConversations NewConversations() => new(store, journal!, live, TimeProvider.System);

    static Send Message(int number) => new(Author.Person, $"c{number}", new MessageContent { Text = $"message {number}" });

    static Submission Decided(ConversationState state, Send send, Run run)
    {
        var decision = Conversation.Decide(state, send, DateTimeOffset.UtcNow.ToMilliseconds()).Value!;
        return new Submission(Id, state, decision, run, send.ClientKey, ClientIds.HashOf(send));
    }

    async Task<IReadOnlyList<Entry>> Stored()
    {
        var all = new List<Entry>();
        while (await store.After(Id, Log.Thread, all.Count == 0 ? 0 : all[^1].Seq, 500) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }
}
