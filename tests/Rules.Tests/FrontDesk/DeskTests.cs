using Charla.Conversations.Contracts;
using Charla.FrontDesk;

namespace Charla.Rules.Tests.FrontDesk;

public sealed class DeskTests
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    static readonly Opening Open = new(IsOpen: true, Next: null);
    static readonly Opening Closed = new(IsOpen: false, Monday);
    static readonly ConversationState Start = new() { StartedSeq = 1, ThreadSeq = 1 };

    static readonly DeskSettings Settings = new(
        "Luz",
        new AutoText(true, Text("Hello")),
        new AutoText(true, Text("instant")),
        new AutoText(true, Text("away")),
        [new Faq("1", new Dictionary<string, string> { ["en"] = "When are you open?", ["es"] = "¿Cuál es el horario?" }, Text("faq"))]);

    [Fact]
    public void A_start_gets_one_instant_reply()
    {
        var (reply, memory) = Answer(new DeskMemory(), Open);
        Assert.Equal(ReplyRule.Instant, reply!.Rule);
        Assert.Null(Answer(memory, Open).Reply);
    }

    [Theory]
    [InlineData("Talk to a person", null)]
    [InlineData("hablar con una persona!", null)]
    [InlineData("Hable con alguien", Handover.Payload)]
    public void Who_asks_for_a_person_hears_that_the_team_was_told(string text, string? payload)
    {
        foreach (var opening in (Opening[])[Open, Closed])
        {
            var (reply, memory) = Desk.Answer(Settings, Start, new DeskMemory(), opening, text, payload);
            Assert.Equal((ReplyRule.Handover, new DeskMemory()), (reply!.Rule, memory));
        }

        Assert.Null(Desk.Answer(Settings, Start with { HelperQuiet = true }, new DeskMemory(), Open, text, payload).Reply);
    }

    [Fact]
    public void The_next_start_gets_another()
    {
        var memory = Answer(new DeskMemory(), Open).Memory;
        Assert.Equal(ReplyRule.Instant, Answer(memory, Open, Start with { StartedSeq = 9 }).Reply!.Rule);
    }

    [Fact]
    public void A_closed_period_gets_one_away_reply_and_no_instant_one()
    {
        var (reply, memory) = Answer(new DeskMemory(), Closed);
        Assert.Equal(ReplyRule.Away, reply!.Rule);
        Assert.Null(Answer(memory, Closed).Reply);
        Assert.Null(Answer(memory, Closed, Start with { StartedSeq = 9 }).Reply);
    }

    [Fact]
    public void The_next_closed_period_gets_another()
    {
        var memory = Answer(new DeskMemory(), Closed).Memory;
        var tuesday = Closed with { Next = Monday.AddDays(1) };
        Assert.Equal(ReplyRule.Away, Answer(memory, tuesday).Reply!.Rule);
    }

    [Fact]
    public void A_page_that_never_opens_says_so_once()
    {
        var (reply, memory) = Answer(new DeskMemory(), new Opening(IsOpen: false, Next: null));
        Assert.Equal(ReplyRule.Away, reply!.Rule);
        Assert.Null(Answer(memory, new Opening(IsOpen: false, Next: null)).Reply);
    }

    [Fact]
    public void Without_an_away_reply_the_instant_one_speaks_when_closed() =>
        Assert.Equal(ReplyRule.Instant, Answer(
            new DeskMemory(), Closed, settings: Settings with { Away = Settings.Away with { On = false } }).Reply!.Rule);

    [Theory]
    [InlineData("When are you open?")]
    [InlineData("  when are you OPEN")]
    [InlineData("cual es el horario")]
    [InlineData("¿¡CUÁL es  el horario!?")]
    public void The_words_of_a_question_get_its_answer(string text) =>
        Assert.Equal(ReplyRule.Faq, Answer(new DeskMemory(), Closed, text: text).Reply!.Rule);

    [Theory]
    [InlineData("When are you open on Sunday?")]
    [InlineData("?!")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_words_do_not(string? text) =>
        Assert.Equal(ReplyRule.Away, Answer(new DeskMemory(), Closed, text: text).Reply!.Rule);

    [Fact]
    public void A_tapped_starter_gets_its_answer_whatever_its_title_says() =>
        Assert.Equal(ReplyRule.Faq, Answer(new DeskMemory(), Open, text: "x", payload: "faq:1").Reply!.Rule);

    [Fact]
    public void An_answered_question_leaves_the_instant_reply_for_the_next_message()
    {
        var memory = Answer(new DeskMemory(), Open, payload: "faq:1").Memory;
        Assert.Equal(ReplyRule.Instant, Answer(memory, Open).Reply!.Rule);
    }

    [Fact]
    public void Nothing_speaks_once_a_person_took_over()
    {
        var taken = Start with { HelperQuiet = true };
        Assert.Null(Answer(new DeskMemory(), Open, taken).Reply);
        Assert.Null(Answer(new DeskMemory(), Closed, taken).Reply);
        Assert.Null(Answer(new DeskMemory(), Open, taken, payload: "faq:1").Reply);
    }

    static (DeskReply? Reply, DeskMemory Memory) Answer(
        DeskMemory memory,
        Opening opening,
        ConversationState? conversation = null,
        DeskSettings? settings = null,
        string? text = "Hello there",
        string? payload = null) =>
        Desk.Answer(settings ?? Settings, conversation ?? Start, memory, opening, text, payload);

    static Dictionary<string, string> Text(string text) => new() { ["en"] = text };
}
