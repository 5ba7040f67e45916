namespace Charla.Kernel.Storage;

/// <summary>Instants are stored as whole milliseconds since 1970, UTC.</summary>
public static class Instants
{
    public static long ToStored(this DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static DateTimeOffset ToInstant(this long stored) => DateTimeOffset.FromUnixTimeMilliseconds(stored);

    /// <summary>The instant without what the store does not keep.</summary>
    public static DateTimeOffset ToMilliseconds(this DateTimeOffset instant) => instant.ToStored().ToInstant();
}
