using System.Globalization;
using System.Text.Json.Serialization;
using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The number of a member of a business's team.</summary>
[GenerateSerializer, Alias("charla.MemberId"), JsonConverter(typeof(IdJson<MemberId>))]
public readonly record struct MemberId([property: Id(0)] long Value) : IParsable<MemberId>
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static MemberId Parse(string text, IFormatProvider? provider) =>
        TryParse(text, provider, out var id) ? id : throw new FormatException("Not an id.");

    public static bool TryParse(string? text, IFormatProvider? provider, out MemberId id)
    {
        var parsed = Ids.TryParse(text, out var value);
        id = new MemberId(value);
        return parsed;
    }
}
