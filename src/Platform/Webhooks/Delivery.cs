using System.Globalization;
using Charla.Kernel;

namespace Charla.Platform.Webhooks;

/// <summary>
/// The name of a delivery: one event for one app. The receiver gets it as <c>webhook-id</c>, the same at each attempt.
/// </summary>
/// <param name="Position">That of the entry in the journal; negative for an event of no entry.</param>
/// <param name="Part">One entry can make several events.</param>
readonly record struct DeliveryId(PageId Page, long App, long Position, long Part)
{
    const string Prefix = "evt";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{Page.Value}_{App}_{Position:x}_{Part}");

    public static bool TryParse(string? text, out DeliveryId id)
    {
        id = default;
        if (text is not { Length: < 80 } || text.Split('_') is not [Prefix, var page, var app, var position, var part]
            || !PageId.TryParse(page, null, out var pageId)
            || !Ids.TryParse(app, out var appId)
            || !ulong.TryParse(position, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
            || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        id = new DeliveryId(pageId, appId, unchecked((long)at), number);
        return true;
    }
}

/// <summary>An event on its way to an app.</summary>
/// <param name="Body">To the byte what is signed and sent; ASCII.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
sealed record Delivery(
    DeliveryId Id, Psid Person, string Field, DateTimeOffset At, string Body, int Attempts, DateTimeOffset DueAt);

enum DeliveryState
{
    Waiting = 0,
    Delivered = 1,
    GivenUp = 2,
}

/// <summary>What was sent, and what came back.</summary>
/// <param name="Status">Null when nothing came back; then the error says why.</param>
/// <param name="Answer">How the answer begins.</param>
sealed record Attempt(
    DateTimeOffset At, string Url, string Headers, TimeSpan Took, int? Status, string? Error, string? Answer)
{
    /// <summary>How long the receiver wishes to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>The receiver is well and says no to this one: it would say so again.</summary>
    public bool IsRefused { get; init; }

    public bool IsGone => Status == 410;

    /// <summary>The receiver has too much to do: that is true of all its events, not of this one.</summary>
    public bool IsTooMuch => Status is 429 or 503;
}
