using System.Diagnostics.Metrics;

namespace Charla.Conversations.Contracts;

/// <summary>Live connections that are open, as a metric, by kind: <c>chat</c>, <c>stream</c>, <c>console</c>.</summary>
public static class LiveFigures
{
    static readonly Meter Meter = new("Charla.Live");
    static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("charla.live.connections");

    public static void Opened(string kind) => Connections.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void Closed(string kind) => Connections.Add(-1, new KeyValuePair<string, object?>("kind", kind));
}
