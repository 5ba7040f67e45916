using System.Globalization;
using System.Text.Json.Serialization;
using Charla.Kernel;

namespace Charla.People.Contracts;

/// <summary>The number of one browser of a person; its token names it, so that it can be shut out alone.</summary>
[GenerateSerializer, Alias("charla.DeviceId"), JsonConverter(typeof(IdJson<DeviceId>))]
public readonly record struct DeviceId([property: Id(0)] long Value) : IParsable<DeviceId>
{
    public static DeviceId New() => new(Ids.NewNumber());

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static DeviceId Parse(string text, IFormatProvider? provider) =>
        TryParse(text, provider, out var id) ? id : throw new FormatException("Not an id.");

    public static bool TryParse(string? text, IFormatProvider? provider, out DeviceId id)
    {
        var parsed = Ids.TryParse(text, out var value);
        id = new DeviceId(value);
        return parsed;
    }
}
