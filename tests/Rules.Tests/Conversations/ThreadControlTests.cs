using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;

namespace Charla.Rules.Tests.Conversations;

/// <summary>Whose a conversation is, with a default app D, another app A, and the team.</summary>
public sealed class ThreadControlTests
{
    const string D = "100";
    const string A = "200";
    const string Inbox = "263902037430900";
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly Author Ana = new(AuthorKind.Member, "7", "Ana");

    [Fact]
    [Wire("routing", "without a default app everybody may answer")]
    public void Without_a_default_app_everybody_may_answer()
    {
        var talk = new Talk(defaultApp: null).Hears("hello");
        talk.Says(A).Says(D).Says(Ana);
        Assert.Null(talk.State.Owner);
        Assert.Empty(talk.Moves);
    }

    [Fact]
    public void An_idle_thread_is_the_default_apps()
    {
        var talk = new Talk(D).Hears("hello");
        Assert.Equal("thread.other_owner", talk.Refused(A));
        talk.Says(D);
        Assert.Equal(D, talk.State.Owner);
    }

    [Fact]
    public void A_thread_goes_to_whom_it_is_passed()
    {
        var talk = new Talk(D).Hears("hello").Says(D).Hands(D, ThreadMove.Passed, target: A);
        Assert.Equal("thread.other_owner", talk.Refused(D));
        talk.Says(A);
        Assert.Equal([new ThreadMoved(ThreadMove.Passed, D, A, null, 2)], talk.Moves);
    }

    [Fact]
    public void Only_the_owner_and_the_default_app_pass_it_on()
    {
        var talk = new Talk(D).Hears("hello").Says(D);
        Assert.Equal("thread.not_owner", talk.Refusal(A, ThreadMove.Passed, target: A));
        talk.Hands(D, ThreadMove.Passed, target: A).Hands(D, ThreadMove.Passed, target: Inbox);
        Assert.Equal(Inbox, talk.State.Owner);
    }

    [Fact]
    public void The_default_app_takes_it_back_and_another_only_when_it_is_idle()
    {
        var talk = new Talk(D).Hears("hello").Hands(D, ThreadMove.Passed, target: A).Hands(D, ThreadMove.Taken);
        Assert.Equal(D, talk.State.Owner);
        Assert.Equal("thread.not_owner", talk.Refusal(A, ThreadMove.Taken));
        talk.Later(ThreadControl.IdleAfter + TimeSpan.FromSeconds(1)).Hands(A, ThreadMove.Taken);
        Assert.Equal(A, talk.State.Owner);
    }

    [Fact]
    public void Nobody_takes_a_thread_of_a_page_without_a_default_app() =>
        Assert.Equal("thread.no_default", new Talk(null).Hears("hello").Refusal(A, ThreadMove.Taken));

    [Fact]
    public void A_request_changes_nothing_but_is_told()
    {
        var talk = new Talk(D).Hears("hello").Says(D).Hands(A, ThreadMove.Requested, metadata: "please");
        Assert.Equal(D, talk.State.Owner);
        Assert.Equal([new ThreadMoved(ThreadMove.Requested, D, A, "please", 2)], talk.Moves);
    }

    [Fact]
    [Wire("routing", "a released thread is idle")]
    public void A_released_thread_is_idle()
    {
        var talk = new Talk(D).Hears("hello").Hands(D, ThreadMove.Passed, target: A).Hands(A, ThreadMove.Released);
        Assert.Null(talk.State.Owner);
        talk.Says(D);
    }

    [Fact]
    [Wire("routing", "a human answer takes control")]
    public void A_member_who_answers_takes_it_and_the_bot_keeps_silent()
    {
        var talk = new Talk(D).Hears("hello").Says(D).Says(Ana);
        Assert.Equal("thread.other_owner", talk.Refused(D));
        Assert.Equal([new ThreadMoved(ThreadMove.Taken, D, Inbox, null, 2)], talk.Moves);
        talk.Says(Ana);
        Assert.Single(talk.Moves);
        talk.Hands(D, ThreadMove.Taken).Says(D);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [Wire("routing", "idle after 24 hours")]
    public void A_thread_is_idle_a_day_after_the_persons_last_message(int seconds, bool isOwners)
    {
        var talk = new Talk(D).Hears("hello").Hands(D, ThreadMove.Passed, target: A)
            .Later(TimeSpan.FromHours(20)).Hears("still here")
            .Later(ThreadControl.IdleAfter + TimeSpan.FromSeconds(seconds));
        Assert.Equal(isOwners ? A : D, ThreadControl.OwnerOf(talk.State, D, talk.Now));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7 * 86_400, true)]
    [InlineData((7 * 86_400) + 1, false)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public void It_is_extended_by_up_to_a_week(int seconds, bool isAccepted)
    {
        var talk = new Talk(D).Hears("hello").Says(D);
        var duration = TimeSpan.FromSeconds(seconds);
        Assert.Equal(isAccepted ? null : "thread.bad_duration", talk.Refusal(D, ThreadMove.Extended, duration: duration));
        if (isAccepted)
            Assert.Equal(D, ThreadControl.OwnerOf(talk.State, "300", talk.Now + duration));
    }

    [Fact]
    public void The_helper_keeps_silent_where_a_program_answers()
    {
        var page = new Page { Id = new PageId(1), Business = new(2), Handle = "luna", Name = "Luna", DefaultApp = D, IsDefaultAppListening = true };
        var talk = new Talk(D).Hears("hello");
        Assert.True(talk.State.IsAnsweredByApp(page, talk.Now));
        Assert.False(talk.State.IsAnsweredByApp(page with { DefaultApp = null }, talk.Now));
        Assert.False(talk.State.IsAnsweredByApp(page with { IsDefaultAppListening = false }, talk.Now));
        talk.Hands(D, ThreadMove.Passed, target: Inbox);
        Assert.False(talk.State.IsAnsweredByApp(page, talk.Now));
    }

    sealed class Talk(string? defaultApp)
    {
        int number;

        public ConversationState State { get; private set; } = new();

        public DateTimeOffset Now { get; private set; } = Monday;

        public List<ThreadMoved> Moves { get; } = [];

        public Talk Later(TimeSpan time)
        {
            Now += time;
            return this;
        }

        public Talk Hears(string text) => Done(new Send(Author.Person, $"p{++number}", new MessageContent { Text = text }));

        public Talk Says(string app) => Says(App(app));

        public Talk Says(Author by) => Done(Answer(by));

        public string? Refused(string app) => Try(Answer(App(app)))?.Code;

        public Talk Hands(string app, ThreadMove move, string? target = null, string? metadata = null) =>
            Done(new ControlThread(App(app), move, defaultApp, target, metadata));

        public string? Refusal(string app, ThreadMove move, string? target = null, TimeSpan? duration = null) =>
            Try(new ControlThread(App(app), move, defaultApp, target, null, duration))?.Code;

        static Author App(string app) => new(AuthorKind.App, app, "App " + app);

        Send Answer(Author by) => new(by, $"a{++number}", new MessageContent { Text = "answer" })
        {
            Terms = new SendTerms { DefaultApp = defaultApp, IsDefaultAppListening = true, IsHuman = by.Kind == AuthorKind.Member },
        };

        Talk Done(Command command)
        {
            Assert.Null(Try(command));
            return this;
        }

        Refusal? Try(Command command)
        {
            var outcome = Conversation.Decide(State, command, Now);
            if (!outcome.IsAccepted)
                return outcome.Refusal;
            State = outcome.Value.After;
            Moves.AddRange(outcome.Value.Entries.Select(entry => entry.Event).OfType<ThreadMoved>());
            return null;
        }
    }
}
