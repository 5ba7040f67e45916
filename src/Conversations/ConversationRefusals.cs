using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>Every "no" of a conversation.</summary>
static class ConversationRefusals
{
    public static readonly Refusal Empty =
        new("message.empty", "A message needs a text, a file or a template.", RefusalKind.Invalid, "text");

    public static readonly Refusal TooLong =
        new("message.too_long", "A message holds at most 8,000 characters.", RefusalKind.Invalid, "text");

    public static readonly Refusal NotText =
        new("message.not_text", "The text holds a sign that is no text.", RefusalKind.Invalid, "text");

    public static readonly Refusal BadClientId =
        new("client_id.malformed", "A client_id is 1 to 64 of A-Z, a-z, 0-9, _ and -.", RefusalKind.Invalid, "client_id");

    public static readonly Refusal ClientIdReused =
        new("client_id.reused", "This client_id was sent before with another content.", RefusalKind.Conflict, "client_id");

    public static readonly Refusal BadQuickReplies = new(
        "quick_replies.malformed",
        "At most 13 quick replies, each with a title of at most 20 and a payload of at most 1,000 characters.",
        RefusalKind.Invalid,
        "quick_replies");

    public static readonly Refusal BadTemplate = new(
        "template.malformed",
        "A template is a text with 1 to 3 buttons, or 1 to 10 cards with a title and at most 3 buttons each.",
        RefusalKind.Invalid,
        "template");

    public static readonly Refusal BadAnswer = new(
        "answer.malformed", "The answer does not fit what the template asks.", RefusalKind.Invalid, "answer");

    public static readonly Refusal AnsweredBefore =
        new("answer.repeated", "This was answered before.", RefusalKind.Conflict);

    public static readonly Refusal AnswerTooLate =
        new("answer.too_late", "The time to answer this is over.", RefusalKind.Conflict);

    public static Refusal BadFields(FieldFault fault) =>
        new("template.malformed", $"template.fields{fault.Path} {fault.Detail}.", RefusalKind.Invalid, "template");

    public static readonly Refusal BadEmoji =
        new("reaction.malformed", "A reaction is one emoji, or null to take it back.", RefusalKind.Invalid, "emoji");

    public static readonly Refusal NoSuchMessage =
        new("not_found", "There is nothing here.", RefusalKind.NotFound);

    public static readonly Refusal NoSuchFile =
        new("file.not_found", "There is no such file of yours. Upload it first.", RefusalKind.Invalid, "attachment");

    public static readonly Refusal NotYours =
        new("message.not_yours", "Only who wrote a message may change it.", RefusalKind.Forbidden);

    public static readonly Refusal TooLate =
        new("message.too_late", "A message can be changed for 15 minutes.", RefusalKind.Conflict);

    public static readonly Refusal IsUnsent =
        new("message.unsent", "This message was taken back.", RefusalKind.Conflict);

    public static readonly Refusal BlockedByPerson = new(
        "conversation.blocked_by_person", "This person does not want messages of the page.", RefusalKind.Forbidden);

    public static readonly Refusal BlockedByPage =
        new("conversation.blocked_by_page", "This page takes no messages from you.", RefusalKind.Forbidden);

    /// <summary>Between processes only: nothing was written, and the partition has another home, or will have soon.</summary>
    public static readonly Refusal Moved =
        new("home.moved", "The conversation moves to another server; try again.", RefusalKind.Unavailable);

    public static readonly Refusal TeamOnly =
        new("forbidden", "Only the team may do this.", RefusalKind.Forbidden);
}
