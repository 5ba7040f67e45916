using Charla.Conversations.Contracts;

namespace Charla.Inbox.Push;

/// <summary>What a notification says of its own, in a member's language.</summary>
sealed record PushWords(string NewMessage, string Photo, string Video, string Sound)
{
    static readonly PushWords English = new("New message", "Photo", "Video", "Voice message");
    static readonly PushWords Spanish = new("Mensaje nuevo", "Foto", "Vídeo", "Mensaje de voz");

    public static PushWords In(string locale) => locale.Split('-')[0] == "es" ? Spanish : English;

    /// <summary>A document says more by its name; a photo's name was given by a camera.</summary>
    public string Of(Attachment file) => file.Kind switch
    {
        AttachmentKind.Image => Photo,
        AttachmentKind.Video => Video,
        AttachmentKind.Audio => Sound,
        _ => file.Name,
    };
}
