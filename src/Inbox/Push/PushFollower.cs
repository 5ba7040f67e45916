using System.Text.Json;
using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Inbox.Live;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;

namespace Charla.Inbox.Push;

/// <summary>Tells the team's browsers of a person's message, unless somebody has the conversation open already.</summary>
sealed class PushFollower(
    PageDirectory pages,
    PersonDirectory persons,
    TeamDirectory team,
    InboxStore store,
    Presence presence,
    PushSender sender,
    TimeProvider clock)
    : IFollower
{
    const int LongestBody = 140;

    /// <summary>After a long stop nobody wants to hear of what was said before it.</summary>
    static readonly TimeSpan News = TimeSpan.FromHours(1);

    public string Name => "push";

    public bool Wants(Entry entry) =>
        entry.Log == Log.Thread && entry.By.IsPerson && entry.Event is MessageSent or PostbackTapped;

    public async Task Handle(Entry entry, CancellationToken cancel)
    {
        var id = entry.Conversation;
        if (clock.GetUtcNow() - entry.At > News || presence.IsOpen(id) || await pages.Find(id.Page) is not { } page)
            return;
        var subscriptions = await store.Of(page.Business);
        if (subscriptions.Count == 0)
            return;
        var locales = (await team.Of(page.Business)).ToDictionary(member => member.Id, member => member.Locale);
        var person = await persons.Find(id.Page, id.Person);
        foreach (var spoken in subscriptions.Where(one => locales.ContainsKey(one.Member)).GroupBy(one => PushWords.In(locales[one.Member])))
        {
            var payload = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    title = person?.Name ?? spoken.Key.NewMessage,
                    body = Cut(Text(entry.Event, spoken.Key)),
                    url = $"/console/inbox/{id.Page}/{id.Person}",
                    tag = id.ToKey(),
                },
                Json.Options);
            foreach (var subscription in spoken)
                sender.Send(new Knock(subscription, payload, $"c{id.Person}"));
        }
    }

    static string? Text(ConversationEvent what, PushWords words) => what switch
    {
        MessageSent sent => sent.Content.Text ?? (sent.Content.Attachments is [var file, ..] ? words.Of(file) : null),
        PostbackTapped tapped => tapped.Title,
        _ => null,
    };

    static string? Cut(string? text)
    {
        if (text is null || text.Length <= LongestBody)
            return text;
        var end = char.IsHighSurrogate(text[LongestBody - 1]) ? LongestBody - 1 : LongestBody;
        return text[..end] + "…";
    }
}
