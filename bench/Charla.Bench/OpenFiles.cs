using System.Runtime.InteropServices;

namespace Charla.Bench;

/// <summary>How many files and sockets this process, and the servers it starts, may open.</summary>
static partial class OpenFiles
{
    const int Resource = 7;

    /// <summary>Asks for so many, in vain if the system says no; how many it is then.</summary>
    public static long Raise(long wanted)
    {
        if (!OperatingSystem.IsLinux() || getrlimit(Resource, out var now) != 0)
            return long.MaxValue;
        var more = new Limit { Soft = Math.Max(now.Soft, wanted), Hard = Math.Max(now.Hard, wanted) };
        _ = setrlimit(Resource, in more);
        return getrlimit(Resource, out now) == 0 ? now.Soft : 0;
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out Limit limit);

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, in Limit limit);

    struct Limit
    {
        public long Soft;
        public long Hard;
    }
}
