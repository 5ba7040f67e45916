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
        Send send => Hash(EventJson.Write(new MessageSent(send.Content))),
        Tap tap => Hash(EventJson.Write(new PostbackTapped(tap.Title, tap.Payload))),
        AddNote note => Hash(note.Text),
        Enter enter => Hash(EventJson.Write(new Entered(enter.Entrance, 0))),
        _ => throw new InvalidOperationException($"{command.GetType().Name} has no content."),
    };

    static long Hash(string content) => unchecked((long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(content)));
}
