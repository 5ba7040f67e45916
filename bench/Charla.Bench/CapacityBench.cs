using System.Globalization;
using System.Text;
using Charla.Conversations;
using Charla.Conversations.Cluster;
using Charla.Kernel;

namespace Charla.Bench;

/// <summary>
/// What a number of messages a day needs, reckoned from the measured cost of one, and how evenly the pages of a country
/// would lie: pages by Zipf's law, one of them with a twentieth of all traffic, in the real partitions and homes.
/// </summary>
static class CapacityBench
{
    const int Peak = 3;
    const int Pages = 200_000;
    const double Exponent = 1.1;
    const double LargestShare = 0.05;
    const double Used = 0.5;
    const int SiloCores = 8;
    const int DatabaseCores = 16;
    const int Reading = 2;

    static readonly long[] Days = [1_000_000, 100_000_000, 1_000_000_000];

    /// <param name="Server">µs of a silo's CPU for a durable send, followers included.</param>
    /// <param name="Database">µs of PostgreSQL's CPU for it.</param>
    /// <param name="Writer">Messages a second that the writer of one partition commits.</param>
    /// <param name="Bytes">On the disk for a message, with its indexes.</param>
    public sealed record Cost(double Server, double Database, double Writer, double Bytes);

    public static string Tables(Cost cost)
    {
        var text = new StringBuilder();
        text.AppendLine("| messages a day | at the peak | silos of 8 cores | databases of 16 cores | partitions | disk a year |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var day in Days)
        {
            var need = Needed(cost, day);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {day:n0} | {need.Peak:n0}/s | {need.Silos} | {need.Databases} | {need.Partitions} | {day * 365 * cost.Bytes / 1e12:0.##} TB |");
        }

        text.AppendLine().AppendLine("| messages a day | silos | partitions | busiest partition ÷ mean | its writer is busy | busiest silo ÷ mean | machines that fail | partitions that move | busiest silo ÷ mean then |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var day in Days)
        {
            var (_, silos, _, partitions) = Needed(cost, day);
            text.AppendLine(Spread(cost, day, silos, partitions));
        }

        text.AppendLine(Spread(cost, Days[^1], silos: 40, partitions: 512));
        return text.ToString();
    }

    static (double Peak, int Silos, int Databases, int Partitions) Needed(Cost cost, long day)
    {
        var peak = day / 86_400.0 * Peak;
        var silos = Math.Max(3, (int)Math.Ceiling(peak * cost.Server * Reading / 1e6 / Used / SiloCores));
        var databases = Math.Max(1, (int)Math.Ceiling(peak * cost.Database * Reading / 1e6 / Used / DatabaseCores));
        var partitions = 8;
        while (partitions < 8 * silos || partitions * cost.Writer * Used / 2 < peak)
            partitions *= 2;
        return (peak, silos, databases, partitions);
    }

    static string Spread(Cost cost, long day, int silos, int partitions)
    {
        var peak = Needed(cost, day).Peak;
        var load = Load(partitions);
        var all = Enumerable.Range(1, silos).Select(silo => $"silo-{silo}").ToArray();
        var failed = Math.Max(1, silos / 20);
        var (before, after) = (HomePlan.Of(partitions, all), HomePlan.Of(partitions, all.Skip(failed)));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {day:n0} | {silos} | {partitions} | {load.Max() * partitions:0.0} | {load.Max() * peak / cost.Writer:0.0%} | {Busiest(before, load) * silos:0.00} | {failed} | {before.Zip(after).Count(one => one.First != one.Second)} | {Busiest(after, load) * (silos - failed):0.00} |");
    }

    /// <summary>Each partition's share of all messages; the same in every run.</summary>
    static double[] Load(int partitions)
    {
        var random = new Random(7);
        var load = new double[partitions];
        var total = Enumerable.Range(1, Pages).Sum(rank => Math.Pow(rank, -Exponent));
        for (var rank = 0; rank <= Pages; rank++)
        {
            var share = rank == 0 ? LargestShare : Math.Pow(rank, -Exponent) / total * (1 - LargestShare);
            load[Partitions.Of(new PageId(random.NextInt64(100_000_000_000_000, 999_999_999_999_999)), partitions)] += share;
        }

        return load;
    }

    static double Busiest(string[] homes, double[] load) =>
        homes.Zip(load).GroupBy(one => one.First).Max(silo => silo.Sum(one => one.Second));
}
