using System.Diagnostics.CodeAnalysis;

namespace Charla.Server.Tests;

/// <summary>What a test needs from the machine. Missing, it skips and says so; with CHARLA_REQUIRE_ALL=1 it fails.</summary>
static class Needs
{
    [DoesNotReturn]
    public static void Skip(string what)
    {
        if (Variable("CHARLA_REQUIRE_ALL") == "1")
            Assert.Fail($"CHARLA_REQUIRE_ALL is set, and this machine lacks {what}.");
        Assert.Skip($"This machine lacks {what}.");
    }

#pragma warning disable RS0030 // Tests read the environment: there is no configuration here.
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
