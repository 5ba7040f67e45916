using System.Globalization;

namespace Charla.Server.Tests.Faults;

/// <summary>How much of what takes long is done: a little always, much of it by <c>tests/nightly</c>.</summary>
static class Nightly
{
    public const int UsualSeed = 20170418;

    public static bool IsOn { get; } = Needs.Variable("CHARLA_NIGHTLY") == "1";

    /// <summary>Where chance begins; <c>CHARLA_SEED</c> sets another.</summary>
    public static int Seed { get; } =
        int.TryParse(Needs.Variable("CHARLA_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : UsualSeed;

    /// <summary>How much of a whole night, in percent.</summary>
    static readonly int Share = int.TryParse(Needs.Variable("CHARLA_NIGHTLY_SHARE"), CultureInfo.InvariantCulture, out var share) ? share : 100;

    public static int Times(int always, int nightly) => IsOn ? Math.Max(always, nightly * Share / 100) : always;

    public static TimeSpan Seconds(double always, double nightly) =>
        TimeSpan.FromSeconds(IsOn ? Math.Max(always, nightly * Share / 100) : always);

    /// <summary>Runs the rounds of a test with chance; when one fails, the message says which and with what seed.</summary>
    public static async Task Rounds(int count, Func<Random, int, Task> round)
    {
        var random = new Random(Seed);
        for (var number = 1; number <= count; number++)
        {
            try
            {
                await round(random, number);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Round {number} of {count} with CHARLA_SEED={Seed}: {error.Message}", error);
            }
        }
    }
}
