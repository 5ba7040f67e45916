using Charla.Conversations.Contracts;
using Charla.FrontDesk.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Microsoft.Extensions.Logging;

namespace Charla.FrontDesk;

/// <summary>
/// Follows the journal and sends what the desk has to say to a person's message. The client id comes from the message's
/// position, so an entry that is handled twice, also after a crash between sending and remembering, is answered once.
/// </summary>
sealed class AnswerByItself(
    DeskDirectory desks,
    DeskVoice voice,
    DeskStore store,
    PageDirectory pages,
    PersonDirectory persons,
    ConversationDoor door,
    TimeProvider clock,
    ILogger<AnswerByItself> logger) : IFollower
{
    public string Name => "frontdesk.answers";

    public bool Wants(Entry entry) => entry is
    {
        Log: Log.Thread, By.Kind: AuthorKind.Person, Event: MessageSent { Unsent: false } or PostbackTapped,
    };

    public async Task Handle(Entry entry, CancellationToken cancel)
    {
        var id = entry.Conversation;
        if (await pages.Find(id.Page) is not { } page)
            return;
        var (text, payload) = WordsOf(entry.Event);
        var settings = await desks.Of(page);
        if (!Desk.MayAnswer(settings, text, payload))
            return;
        var state = await door.Look(id);
        if (state.HelperQuiet || state.IsAnsweredByApp(page, clock.GetUtcNow()))
            return;
        var (reply, memory) = Desk.Answer(settings, state, await store.Memory(id), OpeningOf(page), text, payload);
        if (reply is null)
            return;
        var person = await persons.Find(id.Page, id.Person);
        var helper = new Author(AuthorKind.Helper, Name: settings.HelperName);
        if (await voice.Say(reply.Text, page, person?.Locale, person?.Name) is { } words)
        {
            Check(entry, await door.Do(id, new Send(
                helper,
                $"desk-{entry.Position}",
                new MessageContent { Text = words, Auto = Json.Name(reply.Rule) })));
        }

        if (reply.Rule == ReplyRule.Handover)
            Check(entry, await door.Do(id, new QuietHelper(helper, Quiet: true)));
        await store.Remember(id, memory);
    }

    static (string? Text, string? Payload) WordsOf(ConversationEvent said) => said switch
    {
        MessageSent sent => (sent.Content.Text, sent.Content.QuickReplyPayload),
        PostbackTapped tapped => (tapped.Title, tapped.Payload),
        _ => default,
    };

    Opening OpeningOf(Page page)
    {
        var now = clock.GetUtcNow();
        var hours = page.BusinessHours;
        var isOpen = hours.IsOpen(now);
        return new Opening(isOpen, isOpen ? null : hours.NextOpening(now));
    }

    /// <summary>
    /// A "no" of the conversation ends it: the person wants no messages, or the reply went out before in other words.
    /// A store that cannot write is worth another try.
    /// </summary>
    void Check(Entry entry, Outcome<Receipt> outcome)
    {
        if (outcome.Refusal is not { } refusal)
            return;
        if (refusal.Kind is RefusalKind.StorageFull or RefusalKind.Unavailable)
            throw new InvalidOperationException(refusal.Detail);
        logger.ReplyRefused(entry.Conversation.Page, entry.Position, refusal.Code);
    }
}
