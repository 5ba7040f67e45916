using System.Globalization;
using static Charla.Conversations.Contracts.FieldRules;

namespace Charla.Conversations.Contracts;

/// <summary>The fields of the four templates of airlines.</summary>
static class AirlineFields
{
    static readonly FieldRule Instant = Matching(
        text => text.Length <= 40 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
        "must be a time such as 2016-01-05T15:45");

    static readonly FieldRule Airport = Record(
        Needs("airport_code", Text(10)), Needs("city", Text(100)), May("terminal", Text(30)), May("gate", Text(30)));

    static readonly NamedRule[] Flight =
    [
        Needs("flight_number", Text(20)),
        Needs("departure_airport", Airport),
        Needs("arrival_airport", Airport),
        Needs("flight_schedule", Record(
            May("boarding_time", Instant), Needs("departure_time", Instant), May("arrival_time", Instant))),
    ];

    static readonly FieldRule Labelled = List(0, 5, Record(Needs("label", Text(100)), Needs("value", Text(100))));

    static readonly FieldRule Pass = Record(
        Needs("passenger_name", Text(100)),
        Needs("pnr_number", Text(30)),
        May("travel_class", Text(30)),
        May("seat", Text(20)),
        May("auxiliary_fields", Labelled),
        May("secondary_fields", Labelled),
        Needs("logo_image_url", Url),
        May("header_image_url", Url),
        May("header_text_field", Text(200)),
        May("qr_code", Text(1000)),
        May("barcode_image_url", Url),
        May("above_bar_code_image_url", Url),
        Needs("flight_info", Record(Flight)))
        .And((value, path) => (Field(value, "qr_code") is null) == (Field(value, "barcode_image_url") is null)
            ? new FieldFault($"{path}[qr_code]", "is required, or barcode_image_url, and not both")
            : null);

    static readonly NamedRule[] Introduced =
        [Needs("intro_message", Text(640)), Needs("locale", Text(20)), May("theme_color", Text(20))];

    public static readonly FieldRule BoardingPass = Record([.. Introduced, Needs("boarding_pass", List(1, 20, Pass))]);

    public static readonly FieldRule CheckIn = Record(
        [.. Introduced, May("pnr_number", Text(30)), Needs("checkin_url", Url), Needs("flight_info", List(1, 10, Record(Flight)))]);

    public static readonly FieldRule Itinerary = Record(
    [
        .. Introduced,
        Needs("pnr_number", Text(30)),
        Needs("passenger_info", List(1, 30, Record(
            Needs("passenger_id", Text(60)), May("ticket_number", Text(60)), Needs("name", Text(100))))),
        Needs("flight_info", List(1, 20, Record(
        [
            Needs("connection_id", Text(60)),
            Needs("segment_id", Text(60)),
            May("aircraft_type", Text(60)),
            Needs("travel_class", OneOf("economy", "business", "first_class")),
            .. Flight,
        ]))),
        Needs("passenger_segment_info", List(1, 200, Record(
            Needs("segment_id", Text(60)),
            Needs("passenger_id", Text(60)),
            Needs("seat", Text(20)),
            Needs("seat_type", Text(60)),
            May("product_info", List(0, 4, Record(Needs("title", Text(100)), Needs("value", Text(100)))))))),
        May("price_info", List(0, 4, Record(
            Needs("title", Text(100)), Needs("amount", Amount), May("currency", TemplateFields.Currency)))),
        May("base_price", Amount),
        May("tax", Amount),
        Needs("total_price", Amount),
        Needs("currency", TemplateFields.Currency),
    ]);

    public static readonly FieldRule Update = Record(
    [
        .. Introduced,
        May("pnr_number", Text(30)),
        Needs("update_type", OneOf("delay", "gate_change", "cancellation")),
        Needs("update_flight_info", Record(Flight)),
    ]);
}
