using System.IO.Hashing;
using System.Text;
using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>Client ids make a command happen once for ever; the hash of its content tells a retry from a mistake.</summary>
static class ClientIds
{
    public static Refusal? Check(string? clientId) =>
        clientId is { Length: >= 1 and <= 64 } && clientId.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-')
            ? null
            : ConversationRefusals.BadClientId;

    public static string? FromKey(string? key) => key?[(key.LastIndexOf(':') + 1)..];

    /// <summary>The same for the same content, in every process and version.</summary>
    public static long HashOf(OnceCommand command) => command switch
    {
        Send send => Hash(new MessageSent(send.Content)),
        Tap tap => Hash(new PostbackTapped(tap.Title, tap.Payload)),
        AddNote note => Hash(Encoding.UTF8.GetBytes(note.Text)),
        Enter enter => Hash(new Entered(enter.Entrance, 0)),
        _ => throw new InvalidOperationException($"{command.GetType().Name} has no content."),
    };

    [ThreadStatic]
    static EventBuffer? buffer;

    static long Hash(ConversationEvent what) => Hash((buffer ??= new EventBuffer()).Write(what));

    static long Hash(ReadOnlySpan<byte> content) => unchecked((long)XxHash3.HashToUInt64(content));
}
