using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;

namespace Charla.Conversations;

/// <summary>
/// The rules of a conversation: pure, from a state and a command to a decision or a refusal. The grain runs them, the
/// journal writes what they decide.
/// </summary>
static class Conversation
{
    public static readonly TimeSpan ChangeWindow = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan SilenceBeforeStart = TimeSpan.FromDays(7);

    /// <param name="target">The stored message that an edit, a reaction, an unsending or a reply speaks of.</param>
    public static Outcome<Decision> Decide(ConversationState state, Command command, DateTimeOffset now, Entry? target = null) =>
        command switch
        {
            Send send => Speak(state, send, now, target),
            Tap tap => Tapped(state, tap, now),
            Edit edit => Change(state, edit, now, target),
            Unsend unsend => TakeBack(state, unsend, now, target),
            React react => Reaction(state, react, now, target),
            Answer answer => Answering(state, answer, now, target),
            MarkDelivered delivered => Mark(state, delivered.By, delivered.Seq, read: false, now),
            MarkRead read => Mark(state, read.By, read.Seq, read: true, now),
            Block block => Blocking(state, block, now),
            _ when command.By.IsPerson && command is not Enter => ConversationRefusals.TeamOnly,
            Enter enter => Team(state, enter.By, now, new Entered(enter.Entrance, state.ThreadSeq)) with
            {
                After = After(state, team: 1) with
                {
                    Source = state.Source ?? enter.Entrance,
                    PersonOpenedAt = now,
                    SentAfterWindow = 0,
                },
            },
            AddNote note => MessageRules.CheckText(note.Text, atLeast: 1) is { } refusal
                ? refusal
                : Team(state, note.By, now, new NoteAdded(note.Text, state.ThreadSeq)),
            SetStatus set => Status(state, set, now),
            ControlThread control => Control(state, control, now),
            QuietHelper quiet => quiet.Quiet == state.HelperQuiet
                ? Unchanged(state)
                : Quieted(state, quiet.By, quiet.Quiet, now),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };

    static Outcome<Decision> Speak(ConversationState state, Send send, DateTimeOffset now, Entry? target)
    {
        if (MessageRules.Check(send.Content) is { } refusal)
            return refusal;
        if (send.Terms is { IsEcho: true })
            return Said(state, send.By, now, new MessageSent(send.Content));
        if (Refuses(state, send.By) is { } blocked)
            return blocked;
        if (send.Content.ReplyToSeq is not null && target?.Event is not (MessageSent or PostbackTapped))
            return ConversationRefusals.NoSuchMessage;
        if (send.By.IsPerson)
            return Said(state, send.By, now, new MessageSent(send.Content));
        var terms = send.Terms ?? new SendTerms { IsHuman = send.By.Kind == AuthorKind.Member };
        if (Refuses(state, send.By, terms, now) is { } others)
            return others;
        var verdict = MessagingPolicy.Decide(state, terms, now);
        if (verdict.Refusal is { } forbidden)
            return forbidden;
        var answersSince = send.By.Kind == AuthorKind.Member ? state.WaitingSince : null;
        var said = Said(state, send.By, now, new MessageSent(send.Content) { AnswersSince = answersSince, Tag = terms.Tag });
        var (after, moved) = ThreadControl.Spoke(state, Spend(said.After, terms, verdict, now), send.By, terms, now);
        if (moved is null)
            return said with { After = after };
        List<NewEntry> entries = [.. said.Entries];
        after = AddTeam(after, send.By, now, moved, entries);
        return new Decision(after, entries);
    }

    static ConversationState Spend(ConversationState after, SendTerms terms, Verdict verdict, DateTimeOffset now) => verdict.Basis switch
    {
        PolicyBasis.OneMore => after with { SentAfterWindow = after.SentAfterWindow + 1 },
        PolicyBasis.Token => after with
        {
            Tokens = [.. after.Tokens!.Select(token => token.Id == terms.Token ? token with { UsedAt = now } : token)],
        },
        _ => after,
    };

    static Outcome<Decision> Tapped(ConversationState state, Tap tap, DateTimeOffset now)
    {
        if (MessageRules.CheckTap(tap) is { } refusal)
            return refusal;
        return Refuses(state, tap.By) is { } blocked
            ? blocked
            : Said(state, tap.By, now, new PostbackTapped(tap.Title, tap.Payload, tap.MessageSeq));
    }

    /// <summary>What is against this author's speaking, apart from the policy.</summary>
    public static Refusal? Refuses(ConversationState state, Author by, SendTerms terms, DateTimeOffset now) =>
        Refuses(state, by) ?? ThreadControl.Refuses(state, by, terms.DefaultApp, now);

    static Refusal? Refuses(ConversationState state, Author by) =>
        by.IsPage && state.BlockedByPerson ? ConversationRefusals.BlockedByPerson
        : by.IsPerson && state.BlockedByPage ? ConversationRefusals.BlockedByPage
        : null;

    static Decision Said(ConversationState state, Author by, DateTimeOffset now, ConversationEvent what)
    {
        var seq = state.ThreadSeq + 1;
        var entries = new List<NewEntry>(3) { new(Log.Thread, seq, now, by, what) };
        var after = After(state, thread: 1) with
        {
            Messages = state.Messages + 1,
            Files = state.Files + ((what as MessageSent)?.Content.Attachments?.Count ?? 0),
            Last = MessageRules.Summary(seq, now, by, what),
        };
        after = by.IsPerson ? PersonSpoke(state, after, now, seq, entries) : PageSpoke(after, by, now, seq, entries);
        return new Decision(after, entries);
    }

    static ConversationState PersonSpoke(
        ConversationState before, ConversationState after, DateTimeOffset now, long seq, List<NewEntry> entries)
    {
        var lastWord = Latest(before.PersonWroteAt, before.TeamWroteAt);
        var starts = lastWord is null || now - lastWord >= SilenceBeforeStart
            || before.Status == ConversationStatus.Resolved;
        after = after with
        {
            Unread = before.Unread + 1,
            PersonWroteAt = now,
            PersonWroteSeq = seq,
            WaitingSince = before.WaitingSince ?? now,
            SentAfterWindow = 0,
            BlockedByPerson = false,
        };
        after = ThreadControl.Heard(before, after, now);
        if (!starts)
            return after;
        after = after with { StartedSeq = seq, StartedAt = now };
        if (before.Status == ConversationStatus.Resolved)
        {
            var reopened = AddTeam(after, Author.System, now, new StatusChanged(ConversationStatus.Open, seq), entries);
            after = reopened with { Status = ConversationStatus.Open };
        }

        return before.HelperQuiet
            ? AddTeam(after, Author.System, now, new HelperQuieted(Quiet: false, seq), entries) with { HelperQuiet = false }
            : after;
    }

    static ConversationState PageSpoke(
        ConversationState after, Author by, DateTimeOffset now, long seq, List<NewEntry> entries)
    {
        if (by.Kind == AuthorKind.Helper)
            return after with { HelperWroteAt = now };
        var heard = after with
        {
            TeamWroteAt = now,
            WaitingSince = null,
            Unread = 0,
            TeamHas = new Watermarks(seq, seq),
        };
        return after.HelperQuiet
            ? heard
            : AddTeam(heard, by, now, new HelperQuieted(Quiet: true, seq), entries) with { HelperQuiet = true };
    }

    static Outcome<Decision> Change(ConversationState state, Edit edit, DateTimeOffset now, Entry? target)
    {
        if (Changeable(edit.By, now, target) is { } refusal)
            return refusal;
        if (MessageRules.CheckText(edit.Text, atLeast: 1) is { } badText)
            return badText;
        var message = (MessageSent)target!.Event;
        var edited = message with { Content = message.Content with { Text = edit.Text }, EditedAt = now };
        return Rewritten(state, edit.By, now, new MessageEdited(target.Seq, edit.Text), target, edited);
    }

    static Outcome<Decision> TakeBack(ConversationState state, Unsend unsend, DateTimeOffset now, Entry? target)
    {
        if (Changeable(unsend.By, now, target) is { } refusal)
            return refusal;
        var emptied = new MessageSent(new MessageContent()) { Unsent = true };
        return Rewritten(state, unsend.By, now, new MessageUnsent(target!.Seq), target, emptied);
    }

    static Refusal? Changeable(Author by, DateTimeOffset now, Entry? target)
    {
        if (target?.Event is not MessageSent message)
            return ConversationRefusals.NoSuchMessage;
        if (target.By.Kind != by.Kind || target.By.Id != by.Id)
            return ConversationRefusals.NotYours;
        if (message.Unsent)
            return ConversationRefusals.IsUnsent;
        return now - target.At > ChangeWindow ? ConversationRefusals.TooLate : null;
    }

    static Outcome<Decision> Reaction(ConversationState state, React react, DateTimeOffset now, Entry? target)
    {
        if (target?.Event is not MessageSent message)
            return ConversationRefusals.NoSuchMessage;
        if (message.Unsent)
            return ConversationRefusals.IsUnsent;
        if (react.Emoji is { } emoji && !MessageRules.IsEmoji(emoji))
            return ConversationRefusals.BadEmoji;
        if (Refuses(state, react.By) is { } blocked)
            return blocked;
        var changed = react.By.IsPerson
            ? message with { PersonReaction = react.Emoji }
            : message with { PageReaction = react.Emoji };
        if (changed == message)
            return Unchanged(state);
        var decided = Rewritten(state, react.By, now, new Reacted(target.Seq, react.Emoji), target, changed);
        return react.By.IsPerson && react.Emoji is not null
            ? decided with { After = decided.After with { PersonOpenedAt = now, SentAfterWindow = 0 } }
            : decided;
    }

    static Outcome<Decision> Answering(ConversationState state, Answer answer, DateTimeOffset now, Entry? target)
    {
        if (target?.Event is not MessageSent { Content.Template: { } template } message || !answer.By.IsPerson)
            return ConversationRefusals.NoSuchMessage;
        if (Refuses(state, answer.By) is { } blocked)
            return blocked;
        if (TemplateAnswer.Check(template, answer.Fields, message.Answer, now - target.At) is { } refusal)
            return refusal;
        if (answer.Fields == message.Answer)
            return Unchanged(state);
        var answered = new Answered(target.Seq, template.Kind) { Answer = answer.Fields, Asked = template.Fields! };
        var decided = Rewritten(state, answer.By, now, answered, target, message with { Answer = answer.Fields });
        return decided with { After = Consents.After(decided.After, answered, now) };
    }

    static Decision Rewritten(
        ConversationState state, Author by, DateTimeOffset now, ConversationEvent what, Entry target, MessageSent message)
    {
        var after = After(state, thread: 1);
        if (what is not (Reacted or Answered) && state.Last?.Seq == target.Seq)
            after = after with { Last = MessageRules.Summary(target.Seq, target.At, target.By, message) };
        return new Decision(after, [new NewEntry(Log.Thread, state.ThreadSeq + 1, now, by, what)])
        {
            Rewrite = new Rewrite(target.Seq, message),
        };
    }

    static Outcome<Decision> Mark(ConversationState state, Author by, long seq, bool read, DateTimeOffset now)
    {
        if (seq < 0)
            return Refusal.Invalid("seq", "seq is a number of the thread.");
        var has = by.IsPerson ? state.PersonHas : state.TeamHas;
        var upTo = Math.Min(seq, state.ThreadSeq);
        var next = new Watermarks(Math.Max(has.Delivered, upTo), read ? Math.Max(has.Read, upTo) : has.Read);
        if (next == has)
            return Unchanged(state);
        var after = After(state, receipts: 1);
        after = by.IsPerson
            ? after with { PersonHas = next }
            : after with { TeamHas = next, Unread = next.Read >= state.PersonWroteSeq ? 0 : state.Unread };
        ConversationEvent what = read ? new Read(upTo) : new Delivered(upTo);
        return new Decision(after, [new NewEntry(Log.Receipts, after.ReceiptSeq, now, by, what)]);
    }

    static Outcome<Decision> Blocking(ConversationState state, Block block, DateTimeOffset now)
    {
        var already = block.By.IsPerson ? state.BlockedByPerson : state.BlockedByPage;
        if (already == block.On)
            return Unchanged(state);
        var decided = Team(state, block.By, now, new Blocked(block.On, state.ThreadSeq));
        return decided with
        {
            After = block.By.IsPerson
                ? decided.After with { BlockedByPerson = block.On }
                : decided.After with { BlockedByPage = block.On },
        };
    }

    static Outcome<Decision> Status(ConversationState state, SetStatus set, DateTimeOffset now)
    {
        if (set.Status == state.Status)
            return Unchanged(state);
        var decided = Team(state, set.By, now, new StatusChanged(set.Status, state.ThreadSeq));
        return decided with
        {
            After = decided.After with
            {
                Status = set.Status,
                WaitingSince = set.Status == ConversationStatus.Resolved ? null : decided.After.WaitingSince,
            },
        };
    }

    static Outcome<Decision> Control(ConversationState state, ControlThread control, DateTimeOffset now)
    {
        if (PlainText.Check("metadata", control.Metadata, atMost: 1000) is { } refusal)
            return refusal;
        var outcome = ThreadControl.Decide(state, control, now);
        if (!outcome.IsAccepted)
            return outcome.Refusal;
        var entries = new List<NewEntry>(1);
        var after = AddTeam(outcome.Value.After, control.By, now, outcome.Value.Event, entries);
        return new Decision(after, entries);
    }

    static Decision Quieted(ConversationState state, Author by, bool quiet, DateTimeOffset now)
    {
        var decided = Team(state, by, now, new HelperQuieted(quiet, state.ThreadSeq));
        return decided with { After = decided.After with { HelperQuiet = quiet } };
    }

    static Decision Team(ConversationState state, Author by, DateTimeOffset now, ConversationEvent what) =>
        new(After(state, team: 1), [new NewEntry(Log.Team, state.TeamSeq + 1, now, by, what)]);

    static ConversationState AddTeam(
        ConversationState state, Author by, DateTimeOffset now, ConversationEvent what, List<NewEntry> entries)
    {
        entries.Add(new NewEntry(Log.Team, state.TeamSeq + 1, now, by, what));
        return After(state, team: 1);
    }

    static ConversationState After(ConversationState state, int thread = 0, int team = 0, int receipts = 0) => state with
    {
        Version = state.Version + thread + team + receipts,
        ThreadSeq = state.ThreadSeq + thread,
        TeamSeq = state.TeamSeq + team,
        ReceiptSeq = state.ReceiptSeq + receipts,
    };

    static Decision Unchanged(ConversationState state) => new(state, []);

    static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;
}
