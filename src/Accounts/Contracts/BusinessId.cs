using System.Globalization;
using System.Text.Json.Serialization;
using Charla.Kernel;

namespace Charla.Accounts.Contracts;

/// <summary>The number of a business: the tenant that pages, members and apps belong to.</summary>
[GenerateSerializer, Alias("charla.BusinessId"), JsonConverter(typeof(IdJson<BusinessId>))]
public readonly record struct BusinessId([property: Id(0)] long Value) : IParsable<BusinessId>
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static BusinessId Parse(string text, IFormatProvider? provider) =>
        TryParse(text, provider, out var id) ? id : throw new FormatException("Not an id.");

    public static bool TryParse(string? text, IFormatProvider? provider, out BusinessId id)
    {
        var parsed = Ids.TryParse(text, out var value);
        id = new BusinessId(value);
        return parsed;
    }
}
