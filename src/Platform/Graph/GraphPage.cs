using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Charla.Platform.Graph;

/// <summary>Which part of a list is wanted: so many after a cursor, or before one.</summary>
/// <param name="Cursor">What the caller got from us earlier; null for the beginning.</param>
sealed record ListRequest(int Limit, string? Cursor, bool IsBackward)
{
    public const int Usual = 25;
    public const int Most = 100;

    public static Checked<ListRequest> Of(GraphRequest request, int usual = Usual)
    {
        if (request.Text("limit") is { Length: > 0 } && request.Number("limit") is null or < 0)
            return GraphErrors.Parameter("limit", "must be a whole number");
        var limit = (int)Math.Clamp(request.Number("limit") ?? usual, 1, Most);
        if (request.Text("after") is { Length: > 0 } after)
            return new ListRequest(limit, after, false);
        return new ListRequest(limit, request.Text("before") is { Length: > 0 } before ? before : null, true) is { Cursor: not null } back
            ? back
            : new ListRequest(limit, null, false);
    }

    public static ListRequest Of(Field field, int usual = Usual) => new(
        field.Limit(usual, Most),
        field.Modifiers.GetValueOrDefault("after") ?? field.Modifiers.GetValueOrDefault("before"),
        !field.Modifiers.ContainsKey("after") && field.Modifiers.ContainsKey("before"));

    /// <summary>The number in the cursor; null at the beginning. A cursor that is none of ours stands past the end.</summary>
    public long? Number => Cursor is null ? null : ListCursorText.Read(Cursor) ?? (IsBackward ? long.MinValue : long.MaxValue);
}

/// <summary>Cursors look like what they are not: callers should not count with them.</summary>
static class ListCursorText
{
    const int Longest = 60;

    public static string Write(long number) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Text(number)));

    public static string Write(long one, long other) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{Text(one)}.{Text(other)}"));

    /// <summary>Null when the cursor is none of ours.</summary>
    public static long? Read(string cursor) => Plain(cursor) is { } text ? Number(text) : null;

    public static (long One, long Other)? ReadTwo(string cursor) =>
        Plain(cursor)?.Split('.') is [var first, var second] && Number(first) is { } one && Number(second) is { } other
            ? (one, other)
            : null;

    static string? Plain(string cursor) => cursor.Length <= Longest && Base64Url.IsValid(cursor)
        ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor))
        : null;

    static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One page of a list as the Graph writes it.</summary>
/// <param name="First">The cursor of its first item.</param>
/// <param name="Last">The cursor of its last item.</param>
sealed record GraphPage(JsonArray Data, string? First, string? Last, bool HasNext, bool HasPrevious)
{
    /// <param name="edge">Absolute, without a query: where the list is.</param>
    public JsonObject ToJson(GraphRequest request, string edge, int limit, string? fields)
    {
        if (Data.Count == 0 || First is null || Last is null)
            return new JsonObject { ["data"] = Data };
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = First, ["after"] = Last } };
        if (HasPrevious)
            paging["previous"] = Url("before", First);
        if (HasNext)
            paging["next"] = Url("after", Last);
        return new JsonObject { ["data"] = Data, ["paging"] = paging };

        string Url(string side, string cursor)
        {
            var url = new StringBuilder(edge).Append("?access_token=").Append(Uri.EscapeDataString(request.Token ?? ""));
            if (!string.IsNullOrEmpty(fields))
                url.Append("&fields=").Append(Uri.EscapeDataString(fields));
            return url.Append("&limit=").Append(limit).Append('&').Append(side).Append('=').Append(cursor).ToString();
        }
    }
}
