using System.Numerics;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>
/// Which partition a page is in: the one that PostgreSQL's own hash partitioning puts it in, so that whoever writes a
/// partition writes one table. The hash is the database's promise for life: dumps and replicas rely on it.
/// </summary>
static class Partitions
{
    const ulong HashSeed = 0x7A5B_2236_7996_DCFD;
    const ulong CombineWith = 0x49A0_F4DD_15E5_A8E3;

    public static int Of(PageId page, int partitions) =>
        partitions == 1 ? 0 : (int)(unchecked(Hash(page.Value) + CombineWith) % (ulong)partitions);

    /// <summary>PostgreSQL's <c>hashint8extended</c>: Jenkins' lookup3 of the two halves folded into one.</summary>
    static ulong Hash(long value)
    {
        unchecked
        {
            var high = (uint)(value >> 32);
            var folded = (uint)value ^ (value >= 0 ? high : ~high);
            var a = 0x9E37_79B9 + sizeof(uint) + 3_923_095;
            var (b, c) = (a, a);
            a += (uint)(HashSeed >> 32);
            b += (uint)HashSeed;
            Mix(ref a, ref b, ref c);
            a += folded;
            Finish(ref a, ref b, ref c);
            return ((ulong)b << 32) | c;
        }
    }

    static void Mix(ref uint a, ref uint b, ref uint c)
    {
        unchecked
        {
            a -= c;
            a ^= BitOperations.RotateLeft(c, 4);
            c += b;
            b -= a;
            b ^= BitOperations.RotateLeft(a, 6);
            a += c;
            c -= b;
            c ^= BitOperations.RotateLeft(b, 8);
            b += a;
            a -= c;
            a ^= BitOperations.RotateLeft(c, 16);
            c += b;
            b -= a;
            b ^= BitOperations.RotateLeft(a, 19);
            a += c;
            c -= b;
            c ^= BitOperations.RotateLeft(b, 4);
            b += a;
        }
    }

    static void Finish(ref uint a, ref uint b, ref uint c)
    {
        unchecked
        {
            c = (c ^ b) - BitOperations.RotateLeft(b, 14);
            a = (a ^ c) - BitOperations.RotateLeft(c, 11);
            b = (b ^ a) - BitOperations.RotateLeft(a, 25);
            c = (c ^ b) - BitOperations.RotateLeft(b, 16);
            a = (a ^ c) - BitOperations.RotateLeft(c, 4);
            b = (b ^ a) - BitOperations.RotateLeft(a, 14);
            c = (c ^ b) - BitOperations.RotateLeft(b, 24);
        }
    }
}
