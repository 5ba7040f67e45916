using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>
/// The public name of a message: the person's id and the message's number in the thread, in base 36. It finds its row
/// without an index of its own; whether the asker may see it is decided by the conversation, never by the id.
/// </summary>
public readonly record struct MessageId(Psid Person, long Seq)
{
    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public override string ToString() => $"m_{ToBase36(Person.Value)}_{ToBase36(Seq)}";

    public static bool TryParse(string? text, out MessageId id)
    {
        id = default;
        if (text is null || text.Length is < 5 or > 32 || !text.StartsWith("m_", StringComparison.Ordinal))
            return false;
        var second = text.IndexOf('_', 2);
        if (second < 0 || !TryFromBase36(text.AsSpan(2, second - 2), out var person)
            || !TryFromBase36(text.AsSpan(second + 1), out var seq))
        {
            return false;
        }

        id = new MessageId(new Psid(person), seq);
        return true;
    }

    static string ToBase36(long value)
    {
        Span<char> text = stackalloc char[13];
        var at = text.Length;
        do
        {
            text[--at] = Digits[(int)(value % 36)];
            value /= 36;
        }
        while (value > 0);
        return new string(text[at..]);
    }

    static bool TryFromBase36(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 12)
            return false;
        foreach (var sign in text)
        {
            var digit = Digits.IndexOf(sign, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            value = (value * 36) + digit;
        }

        return value > 0;
    }
}
