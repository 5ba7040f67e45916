using System.Collections.Concurrent;
using System.Globalization;
using Charla.Kernel;
using Microsoft.Extensions.Logging;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Knows how long an endpoint has taken nothing. After a quarter of an hour it leaves a notice, after five days it pauses
/// the endpoint: what happens then waits for whoever resumes it. An endpoint that says it is gone is paused at once.
/// Nobody is ever unsubscribed.
/// </summary>
sealed class EndpointHealth(WebhookStore webhooks, ILogger<EndpointHealth> logger)
{
    static readonly TimeSpan SaidAfter = TimeSpan.FromMinutes(15);

    readonly ConcurrentDictionary<(PageId Page, long App), State> states = [];

    /// <summary>True when the endpoint is paused now.</summary>
    public async ValueTask<bool> Note(PageId page, long app, Attempt attempt)
    {
        try
        {
            var state = states.TryGetValue((page, app), out var known) ? known : await Load(page, app);
            return attempt.IsAccepted || attempt.IsRefused ? await Arrived(page, app, state) : await Failed(page, app, state, attempt);
        }
        catch (Exception error)
        {
            logger.LaneFailed(error, app);
            return false;
        }
    }

    /// <summary>Somebody set it or resumed it: what was before counts no more.</summary>
    public void Forget(PageId page, long app) => states.TryRemove((page, app), out _);

    async Task<State> Load(PageId page, long app)
    {
        var since = await webhooks.FailingSince(app);
        return states[(page, app)] = new State(since, IsSaid: since is not null);
    }

    async ValueTask<bool> Arrived(PageId page, long app, State state)
    {
        if (state.Since is null)
            return false;
        states[(page, app)] = new State(null, IsSaid: false);
        if (state.IsSaid)
            await webhooks.SetFailing(page, app, null, null);
        return false;
    }

    async ValueTask<bool> Failed(PageId page, long app, State state, Attempt attempt)
    {
        var reason = attempt.Error ?? string.Create(CultureInfo.InvariantCulture, $"It answered {attempt.Status}.");
        if (attempt.IsGone)
            return await Pause(page, app, WebhookEndpoint.Gone, reason);
        var since = state.Since ?? attempt.At;
        var lasted = attempt.At - since;
        var isSaid = state.IsSaid || lasted >= SaidAfter;
        states[(page, app)] = new State(since, isSaid);
        if (isSaid && !state.IsSaid)
            await webhooks.SetFailing(page, app, since, reason);
        return lasted >= RetryPlan.FailsBeforePause && await Pause(page, app, WebhookEndpoint.Failing, reason);
    }

    async Task<bool> Pause(PageId page, long app, string why, string reason)
    {
        if (await webhooks.Pause(page, app, why, reason))
            logger.EndpointPaused(app, why, reason);
        return true;
    }

    sealed record State(DateTimeOffset? Since, bool IsSaid);
}
