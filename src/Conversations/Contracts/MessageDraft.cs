using Charla.Conversations.Attachments;
using Charla.Kernel;

namespace Charla.Conversations.Contracts;

/// <summary>A message as a door receives it, from either side.</summary>
public sealed record MessageDraft
{
    public string? ClientId { get; init; }

    public string? Text { get; init; }

    public FileRef? Attachment { get; init; }

    public TapRef? QuickReply { get; init; }

    public ButtonRef? Postback { get; init; }

    public MessageRef? ReplyTo { get; init; }

    public IReadOnlyList<QuickReply>? QuickReplies { get; init; }

    public Template? Template { get; init; }

    public sealed record FileRef(string? FileId);

    public sealed record TapRef(string? Title, string? Payload);

    /// <param name="MessageId">The message whose button it is; null for what stands outside of the thread.</param>
    public sealed record ButtonRef(string? Title, string? Payload, string? MessageId);

    public sealed record MessageRef(string? MessageId);
}

/// <summary>Makes commands of drafts: resolves what they refer to, within the page and the conversation.</summary>
public sealed class MessageDrafts
{
    readonly FileStore files;

    internal MessageDrafts(FileStore files) => this.files = files;

    public async ValueTask<Outcome<Command>> ToCommand(MessageDraft draft, Author by, ConversationId conversation)
    {
        if (ClientIds.Check(draft.ClientId) is { } malformed)
            return malformed;
        if (draft.Postback is { } tapped)
            return ToTap(tapped, draft.ClientId!, by, conversation);
        if (by.IsPerson && (draft.QuickReplies ?? (object?)draft.Template) is not null)
            return Refusal.Invalid("template", "Only the page sends quick replies and templates.");
        var reply = draft.ReplyTo is null ? 0 : SeqOf(draft.ReplyTo.MessageId ?? "", conversation);
        if (!reply.IsAccepted)
            return reply.Refusal;
        var attachments = await Attachments(draft, by, conversation);
        if (!attachments.IsAccepted)
            return attachments.Refusal;
        return new Send(by, draft.ClientId!, new MessageContent
        {
            Text = draft.QuickReply?.Title ?? (string.IsNullOrEmpty(draft.Text) ? null : draft.Text),
            QuickReplyPayload = draft.QuickReply?.Payload,
            Attachments = attachments.Value.Count > 0 ? attachments.Value : null,
            ReplyToSeq = draft.ReplyTo is null ? null : reply.Value,
            QuickReplies = draft.QuickReplies,
            Template = draft.Template,
        });
    }

    static Outcome<Command> ToTap(MessageDraft.ButtonRef tapped, string clientId, Author by, ConversationId conversation)
    {
        if (!by.IsPerson)
            return Refusal.Invalid("postback", "Only a person taps a button.");
        var message = SeqOf(tapped.MessageId, conversation);
        return message.IsAccepted
            ? new Tap(by, clientId, tapped.Title ?? "", tapped.Payload ?? "", tapped.MessageId is null ? null : message.Value)
            : message.Refusal;
    }

    /// <summary>Zero when no message is named.</summary>
    static Outcome<long> SeqOf(string? messageId, ConversationId conversation)
    {
        if (messageId is null)
            return 0;
        return MessageId.TryParse(messageId, out var id) && id.Person == conversation.Person
            ? id.Seq
            : ConversationRefusals.NoSuchMessage;
    }

    async ValueTask<Outcome<List<Attachment>>> Attachments(MessageDraft draft, Author by, ConversationId conversation)
    {
        if (draft.Attachment is null)
            return new List<Attachment>();
        var uploader = by.IsPerson ? conversation.Person : (Psid?)null;
        return draft.Attachment.FileId is { Length: <= 64 } fileId
            && await files.FindOwn(conversation.Page, uploader, fileId) is { } file
            ? new List<Attachment> { file }
            : ConversationRefusals.NoSuchFile;
    }
}
