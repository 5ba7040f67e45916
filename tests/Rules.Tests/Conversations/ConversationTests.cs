using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Rules.Tests.Conversations;

public sealed class ConversationTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Author Ana = new(AuthorKind.Member, "7", "Ana");
    static readonly Author Helper = new(AuthorKind.Helper, null, "Luna's helper");
    static readonly ConversationId Id = new(new PageId(11), new Psid(22));

    [Fact]
    public void Numbers_of_the_thread_are_dense()
    {
        var state = After(new ConversationState(), Says("one"), Says("two"), AnaSays("three"));
        Assert.Equal(3, state.ThreadSeq);
    }

    [Fact]
    public void A_note_takes_no_number_of_the_thread()
    {
        var state = After(new ConversationState(), Says("one"), new AddNote(Ana, "n1", "careful"), Says("two"));
        Assert.Equal((2, 1), (state.ThreadSeq, state.TeamSeq));
    }

    [Fact]
    public void The_version_counts_every_entry()
    {
        var state = After(
            new ConversationState(), Says("one"), AnaSays("two"), new MarkRead(Author.Person, 2), new AddNote(Ana, "n1", "x"));
        Assert.Equal(state.ThreadSeq + state.TeamSeq + state.ReceiptSeq, state.Version);
    }

    [Fact]
    public void A_first_message_starts_an_exchange_and_waits()
    {
        var state = After(new ConversationState(), Says("hello"));
        Assert.Equal((1, Monday, 1), (state.StartedSeq, state.WaitingSince!.Value, state.Unread));
    }

    [Fact]
    public void A_persons_answer_ends_the_wait_and_silences_the_helper()
    {
        var state = After(new ConversationState(), Says("hello"), AnaSays("good morning"));
        Assert.Null(state.WaitingSince);
        Assert.True(state.HelperQuiet);
        Assert.Equal(0, state.Unread);
    }

    [Fact]
    public void An_apps_answer_is_the_business_s_and_silences_the_helper()
    {
        var script = new Author(AuthorKind.App, "9", "Orders");
        var state = After(new ConversationState(), Says("hello"), new Send(script, "o1", Text("Your order is ready.")));
        Assert.Null(state.WaitingSince);
        Assert.True(state.HelperQuiet);
    }

    [Fact]
    public void The_helpers_answer_leaves_the_person_waiting()
    {
        var state = After(new ConversationState(), Says("hello"), new Send(Helper, "h1", Text("We are closed.")));
        Assert.NotNull(state.WaitingSince);
        Assert.False(state.HelperQuiet);
    }

    [Theory]
    [InlineData(6 * 24 * 60 + 1439, 1)]
    [InlineData(7 * 24 * 60, 2)]
    public void Seven_days_of_silence_start_a_new_exchange(int minutes, long startedSeq)
    {
        var state = After(new ConversationState(), Says("hello"));
        var later = Decide(state, Says("again", "b"), Monday.AddMinutes(minutes)).After;
        Assert.Equal(startedSeq, later.StartedSeq);
    }

    [Fact]
    public void A_message_reopens_what_was_resolved_and_wakes_the_helper()
    {
        var resolved = After(
            new ConversationState(), Says("hello"), AnaSays("hi"), new SetStatus(Ana, ConversationStatus.Resolved));
        var decision = Decide(resolved, Says("one more thing", "c"), Monday.AddHours(1));
        Assert.Equal(ConversationStatus.Open, decision.After.Status);
        Assert.False(decision.After.HelperQuiet);
        Assert.Equal(3, decision.Entries.Count);
    }

    [Fact]
    public void Nobody_writes_to_a_person_who_blocked_the_page()
    {
        var state = After(new ConversationState(), Says("hello"), new Block(Author.Person, true));
        Assert.Equal("conversation.blocked_by_person", Refusal(state, AnaSays("buy this")).Code);
    }

    [Fact]
    public void A_person_who_writes_again_has_unblocked_the_page()
    {
        var state = After(new ConversationState(), Says("hello"), new Block(Author.Person, true), Says("hello again", "d"));
        Assert.False(state.BlockedByPerson);
    }

    [Fact]
    public void A_person_gives_no_orders_to_the_team() => Assert.All(
        new Command[]
        {
            new AddNote(Author.Person, "n", "x"),
            new SetStatus(Author.Person, ConversationStatus.Resolved),
            new QuietHelper(Author.Person, true),
        },
        command => Assert.Equal("forbidden", Refusal(new ConversationState(), command).Code));

    [Theory]
    [InlineData(15 * 60, true)]
    [InlineData((15 * 60) + 1, false)]
    public void A_message_can_be_changed_for_fifteen_minutes(int seconds, bool changeable)
    {
        var state = After(new ConversationState(), Says("helo"));
        var outcome = Conversation.Decide(
            state, new Edit(Author.Person, 1, "hello"), Monday.AddSeconds(seconds), Stored("helo", Author.Person));
        Assert.Equal(changeable, outcome.IsAccepted);
    }

    [Fact]
    public void Nobody_changes_the_words_of_another()
    {
        var state = After(new ConversationState(), Says("hello"));
        var outcome = Conversation.Decide(state, new Unsend(Ana, 1), Monday, Stored("hello", Author.Person));
        Assert.Equal("message.not_yours", outcome.Refusal!.Code);
    }

    [Fact]
    public void What_is_taken_back_leaves_no_text_anywhere()
    {
        var state = After(new ConversationState(), Says("secret"));
        var decision = Conversation.Decide(state, new Unsend(Author.Person, 1), Monday, Stored("secret", Author.Person)).Value!;
        Assert.Null(decision.Rewrite!.Message.Content.Text);
        Assert.Null(decision.After.Last!.Text);
    }

    [Fact]
    public void Reading_never_goes_back_and_never_past_the_end()
    {
        var state = After(new ConversationState(), Says("one"), AnaSays("two"), new MarkRead(Author.Person, 99));
        Assert.Equal(2, state.PersonHas.Read);
        Assert.Empty(Decide(state, new MarkRead(Author.Person, 1), Monday).Entries);
    }

    [Theory]
    [InlineData("👍", true)]
    [InlineData("❤️", true)]
    [InlineData("👩🏽‍🍳", true)]
    [InlineData("🇪🇸", true)]
    [InlineData("a", false)]
    [InlineData("7", false)]
    [InlineData("👍👍", false)]
    [InlineData("<b>", false)]
    public void A_reaction_is_one_emoji(string text, bool isEmoji) => Assert.Equal(isEmoji, MessageRules.IsEmoji(text));

    [Fact]
    public void Bounds_of_a_message_are_kept() => Assert.All(
        new (MessageContent Content, string Code)[]
        {
            (Text(""), "message.empty"),
            (Text("   "), "message.empty"),
            (Text(new string('x', 8001)), "message.too_long"),
            (Text("a\0b"), "message.not_text"),
            (Text("x") with { QuickReplies = [] }, "quick_replies.malformed"),
            (Text("x") with { QuickReplies = [.. Enumerable.Repeat(new QuickReply("t", "p"), 14)] }, "quick_replies.malformed"),
            (new MessageContent { Template = new Template(TemplateKind.Buttons) { Text = "x" } }, "template.malformed"),
            (new MessageContent { Template = Buttons("javascript:alert(1)") }, "template.malformed"),
        },
        row => Assert.Equal(row.Code, MessageRules.Check(row.Content)!.Code));

    [Theory]
    [InlineData("m_1_1", true)]
    [InlineData("m_9_zz", true)]
    [InlineData("m__1", false)]
    [InlineData("m_1_", false)]
    [InlineData("x_1_1", false)]
    [InlineData("m_1_é", false)]
    public void A_message_id_reads_back_as_it_was_written(string text, bool isId)
    {
        Assert.Equal(isId, MessageId.TryParse(text, out var id));
        if (isId)
            Assert.Equal(text, id.ToString());
    }

    static Template Buttons(string url) => new(TemplateKind.Buttons)
    {
        Text = "x",
        Buttons = [new TemplateButton(ButtonType.Url, "open") { Url = url }],
    };

    static MessageContent Text(string text) => new() { Text = text };

    static Send Says(string text, string clientId = "a") => new(Author.Person, clientId, Text(text));

    static Send AnaSays(string text) => new(Ana, "t", Text(text));

    static Entry Stored(string text, Author by) => new(1, Id, Log.Thread, 1, Monday, by, new MessageSent(Text(text)));

    static Decision Decide(ConversationState state, Command command, DateTimeOffset now) =>
        Conversation.Decide(state, command, now).Value ?? throw new InvalidOperationException("Refused.");

    static Refusal Refusal(ConversationState state, Command command) => Conversation.Decide(state, command, Monday).Refusal!;

    static ConversationState After(ConversationState state, params Command[] commands) =>
        commands.Aggregate(state, (current, command) => Decide(current, command, Monday).After);
}
