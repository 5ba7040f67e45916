using System.Diagnostics.Metrics;

namespace Charla.Conversations;

/// <summary>Homes of partitions in this process, as metrics: how many there are, were opened, and were lost to a later term.</summary>
static class HomeFigures
{
    static readonly Meter Meter = new("Charla.Conversations");
    static readonly UpDownCounter<long> Homes = Meter.CreateUpDownCounter<long>("charla.homes");
    static readonly Counter<long> Opened = Meter.CreateCounter<long>("charla.homes.opened");
    static readonly Counter<long> Lost = Meter.CreateCounter<long>("charla.homes.lost");

    public static void HomeOpened()
    {
        Homes.Add(1);
        Opened.Add(1);
    }

    public static void HomeClosed() => Homes.Add(-1);

    public static void TermLost() => Lost.Add(1);
}
