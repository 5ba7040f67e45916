using Charla.Pages.Contracts;

namespace Charla.FrontDesk;

/// <summary>Turns an owner's text into what one person reads now: their language, and every fact as it is.</summary>
sealed class DeskVoice(UsualReplies usual, TimeProvider clock)
{
    /// <summary>The words, or null when there are none to say.</summary>
    public async Task<string?> Say(IReadOnlyDictionary<string, string> texts, Page page, string? locale, string? name)
    {
        if (LocalText.Choose(texts, locale, page.Locale) is not { } wording)
            return null;
        var median = await usual.Ask(page.Id);
        var now = clock.GetUtcNow();
        var hours = page.BusinessHours;
        var said = Template.Render(wording.Text, field => field switch
        {
            "first_name" => name?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(),
            "page" => page.Name,
            "address" => page.Address,
            "phone" => page.Phone,
            "usual_reply" => median is { } wait ? Spoken.UsualReply(wait, wording.Language) : null,
            "hours" => hours.IsSet ? Spoken.Hours(hours.On(hours.DateOf(now)), wording.Language) : null,
            "back" => !hours.IsOpen(now) && hours.NextOpening(now) is { } opens
                ? Spoken.Moment(hours.LocalTimeOf(opens), hours.LocalTimeOf(now), wording.Language)
                : null,
            _ => null,
        });
        return said.Length == 0 ? null : said;
    }
}
