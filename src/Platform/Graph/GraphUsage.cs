using System.Collections.Concurrent;
using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Charla.Platform.Graph;

/// <summary>
/// How many calls are made for each page in 24 hours, in this process, and how many it may make: so many for each of its
/// persons. Told in the usage headers of each answer; over the limit is refused, unless <c>Testing:RelaxedLimits</c>.
/// </summary>
sealed class GraphUsage(ConversationReader reader, TimeProvider clock, IConfiguration configuration, IOptions<GraphOptions> options)
{
    const int MostPages = 100_000;
    static readonly TimeSpan Window = TimeSpan.FromHours(24);
    static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    readonly bool relaxed = configuration.GetValue<bool>("Testing:RelaxedLimits");
    readonly ConcurrentDictionary<PageId, Use> uses = new();

    /// <summary>Counts a call; the error when there were too many.</summary>
    public async ValueTask<GraphError?> Count(GraphCaller caller)
    {
        var (page, now) = (caller.App.Page, clock.GetUtcNow());
        if (!uses.TryGetValue(page, out var use) || use.EndsAt <= now)
        {
            if (uses.Count > MostPages)
                uses.Clear();
            uses[page] = use = new Use(now + Window);
        }

        if (use.CountedAt is not { } countedAt || now - countedAt > CountEvery)
        {
            use.CountedAt = now;
            var counts = await reader.Counts(page);
            use.Allowed = Math.Max(options.Value.CallsAtLeast, options.Value.CallsPerPerson * (counts.Open + counts.Resolved));
        }

        return Interlocked.Increment(ref use.Calls) > use.Allowed && !relaxed ? GraphErrors.PageLimit(use.EndsAt - now) : null;
    }

    /// <summary>Writes the headers by which clients slow down in time.</summary>
    public void Write(IHeaderDictionary headers, GraphCaller caller)
    {
        if (!uses.TryGetValue(caller.App.Page, out var use))
            return;
        var percent = Math.Min(100, 100 * Volatile.Read(ref use.Calls) / Math.Max(1, use.Allowed));
        var wait = percent < 100 ? 0 : (long)Math.Ceiling((use.EndsAt - clock.GetUtcNow()).TotalMinutes);
        headers["x-app-usage"] = string.Create(
            CultureInfo.InvariantCulture, $$"""{"call_count":{{percent}},"total_time":0,"total_cputime":0}""");
        headers["x-business-use-case-usage"] = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"{{caller.App.Business}}":[{"type":"messenger","call_count":{{percent}},"total_cputime":0,"total_time":0,"estimated_time_to_regain_access":{{wait}}}]}""");
    }

    sealed class Use(DateTimeOffset endsAt)
    {
        public long Calls;

        public DateTimeOffset EndsAt => endsAt;

        public DateTimeOffset? CountedAt { get; set; }

        public long Allowed { get; set; } = long.MaxValue;
    }
}
