using NodaTime;

namespace Charla.Pages.Contracts;

/// <summary>The time zones of the world by their IANA names.</summary>
public static class Zones
{
    public const string Default = "UTC";

    public static bool Exists(string? name) => name is { Length: <= 64 } && Find(name) is not null;

    internal static DateTimeZone? Find(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
}
