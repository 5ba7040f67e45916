using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Kernel;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>Figures of a page's conversations by day, counted from what happened. Days are UTC's.</summary>
sealed class ReadInsights(CountedPersons counted, TimeProvider clock)
{
    const int MostDays = 93;

    static readonly Dictionary<string, Metric> Metrics = new(StringComparer.Ordinal)
    {
        ["page_messages_total_messaging_connections"] = new(CountedPersons.Begun, "Persons the page can write to", Total: true),
        ["page_messages_new_conversations_unique"] = new(CountedPersons.Begun, "Conversations that began"),
        ["page_messages_active_threads_unique"] = new(CountedPersons.Active, "Persons who wrote"),
        ["page_messages_blocked_conversations_unique"] = new(CountedPersons.BlockedPage, "Persons who blocked the page"),
        ["page_messages_reported_conversations_unique"] = new(null, "Persons who reported the page"),
        ["page_messages_reported_conversations_by_report_type_unique"] = new(null, "Persons who reported the page, by reason", ByKind: true),
        ["page_messages_feedback_by_action_unique"] = new(null, "What persons did against messages, by what", ByKind: true),
    };

    static readonly Dictionary<string, int> Presets = new(StringComparer.Ordinal)
    {
        ["today"] = 1,
        ["yesterday"] = 2,
        ["last_3d"] = 3,
        ["last_7d"] = 7,
        ["last_14d"] = 14,
        ["last_28d"] = 28,
        ["last_30d"] = 30,
        ["last_90d"] = 90,
    };

    static readonly Dictionary<string, int> Periods = new(StringComparer.Ordinal)
    {
        ["day"] = 1,
        ["week"] = 7,
        ["days_28"] = 28,
        ["month"] = 30,
        ["total_over_range"] = 0,
    };

    public void Map(GraphRoutes routes) => routes.OnPage("GET", "insights", Handle);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        var request = call.Request;
        var metrics = request.Rest.Length > 0 ? request.Rest.Split(',') : [.. request.List("metric")];
        if (metrics.Length == 0)
            return GraphErrors.NoMetric;
        if (metrics.FirstOrDefault(metric => !Metrics.ContainsKey(metric)) is not null)
            return GraphErrors.Malformed("The value must be a valid insights metric");
        var period = request.Text("period") ?? "day";
        if (!Periods.TryGetValue(period, out var days))
            return GraphErrors.Parameter("period", $"must be one of {{{string.Join(", ", Periods.Keys)}}}");
        var range = RangeOf(request);
        if (range.Error is { } wrong)
            return wrong;
        var data = new JsonArray();
        foreach (var metric in metrics.Distinct())
            data.Add(await Write(call.Page.Id, metric, period, days, range.Value));
        return new JsonObject { ["data"] = data };
    }

    async Task<JsonObject> Write(PageId page, string name, string period, int days, Days range)
    {
        var metric = Metrics[name];
        var values = new JsonArray();
        for (var last = days == 0 ? range.Last : range.First; last <= range.Last; last++)
        {
            var first = metric.Total ? 0 : days == 0 ? range.First : last - days + 1;
            values.Add(new JsonObject
            {
                ["value"] = metric.ByKind ? new JsonObject()
                    : metric.What is { } what ? await counted.Between(page, what, first, last) : 0,
                ["end_time"] = ThreadMessage.Time(DateTimeOffset.FromUnixTimeSeconds((last + 1) * 86_400)),
            });
        }

        return new JsonObject
        {
            ["name"] = name,
            ["period"] = period,
            ["values"] = values,
            ["title"] = metric.Title,
            ["description"] = metric.Title,
            ["id"] = $"{page}/insights/{name}/{period}",
        };
    }

    Checked<Days> RangeOf(GraphRequest request)
    {
        var today = CountedPersons.DayOf(clock.GetUtcNow());
        if (request.Text("date_preset") is { Length: > 0 } preset)
        {
            return Presets.TryGetValue(preset, out var days)
                ? new Days(today - days + 1, preset == "yesterday" ? today - 1 : today)
                : GraphErrors.Parameter("date_preset", $"must be one of {{{string.Join(", ", Presets.Keys)}}}");
        }

        var until = DayOf(request, "until", today);
        var since = DayOf(request, "since", (until.Value == 0 ? today : until.Value) - 1);
        if ((until.Error ?? since.Error) is { } wrong)
            return wrong;
        if (since.Value > until.Value || until.Value - since.Value > MostDays)
            return GraphErrors.Parameter("since", $"must be before until, and at most {MostDays} days");
        return new Days(since.Value, until.Value);
    }

    static Checked<long> DayOf(GraphRequest request, string name, long otherwise)
    {
        if (request.Text(name) is not { Length: > 0 } text)
            return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000)
            return seconds / 86_400;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? CountedPersons.DayOf(at)
            : GraphErrors.Parameter(name, "must be a date or seconds since 1970");
    }

    readonly record struct Days(long First, long Last);

    /// <param name="What">What is counted; null for what nobody can do here.</param>
    /// <param name="Total">Counts from the beginning.</param>
    /// <param name="ByKind">The value is an object of counts.</param>
    sealed record Metric(string? What, string Title, bool Total = false, bool ByKind = false);
}
