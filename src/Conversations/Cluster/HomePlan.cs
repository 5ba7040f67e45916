using System.IO.Hashing;
using System.Text;

namespace Charla.Conversations.Cluster;

/// <summary>
/// Which silo each partition should be at home in, decided by every silo for itself: each partition ranks the silos by a
/// hash of both and takes the first that has room, where room is the same for all. So the homes are spread evenly, and
/// when a silo comes or goes few of them move.
/// </summary>
static class HomePlan
{
    /// <param name="silos">Their names, in any order.</param>
    public static string[] Of(int partitions, IEnumerable<string> silos)
    {
        var names = silos.Distinct().Order(StringComparer.Ordinal).ToArray();
        var room = names.ToDictionary(name => name, _ => (partitions + names.Length - 1) / names.Length);
        var plan = new string[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            plan[partition] = names.Where(name => room[name] > 0).MaxBy(name => Rank(partition, name))!;
            room[plan[partition]]--;
        }

        return plan;
    }

    static ulong Rank(int partition, string silo) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{partition} {silo}"));
}
