using System.Globalization;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>A message as the Graph shows it to whoever reads a conversation.</summary>
/// <param name="Person">Null when the page no longer knows them.</param>
sealed record ThreadMessage(GraphRequest Request, Page Page, Person? Person, Entry Entry)
{
    public static NodeType<ThreadMessage> Type(FileLinks links) => new NodeType<ThreadMessage>("Message", "created_time", "id")
        .With("id", message => message.Entry.MessageId.ToString())
        .With("created_time", message => Time(message.Entry.At))
        .With("message", message => message.Text)
        .With("from", message => message.Entry.By.IsPerson ? message.PersonAsUser() : message.PageAsUser())
        .With("to", message => Data(message.Entry.By.IsPerson ? message.PageAsUser() : message.PersonAsUser()))
        .With("attachments", message => message.Attachments(links))
        .With("shares", _ => null)
        .With("sticker", _ => null)
        .With("tags", message => message.Tags())
        .With("reactions", message => message.Reactions())
        .With("reply_to", message => message.ReplyTo())
        .With("is_unsupported", _ => false);

    /// <summary>As the Graph writes time.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    public static bool Is(Entry entry) => entry.Event is MessageSent { Unsent: false } or PostbackTapped;

    public static JsonObject Data(params JsonNode?[] items) => new() { ["data"] = new JsonArray(items) };

    public static JsonObject User(string? name, string id)
    {
        var user = new JsonObject();
        if (name is not null)
            user["name"] = name;
        user["email"] = $"{id}@facebook.com";
        user["id"] = id;
        return user;
    }

    string Text => Entry.Event switch
    {
        MessageSent sent => sent.Content.Text ?? sent.Content.Template?.Text ?? "",
        PostbackTapped tapped => tapped.Title,
        _ => "",
    };

    MessageContent? Content => (Entry.Event as MessageSent)?.Content;

    JsonObject PersonAsUser() => User(Person?.Name, Entry.Conversation.Person.ToString());

    JsonObject PageAsUser() => User(Page.Name, Page.Id.ToString());

    JsonObject? Attachments(FileLinks links)
    {
        var items = (Content?.Attachments ?? []).Select(file => (JsonNode)FileOf(file, links)).ToList();
        if (Content?.Template is { } template)
            items.AddRange((template.Cards ?? [new Card(template.Text ?? "")]).Select(card => CardOf(card)));
        return items.Count == 0 ? null : Data([.. items]);
    }

    JsonObject FileOf(Attachment file, FileLinks links)
    {
        var url = Request.Absolute(links.To(file, preview: false));
        var item = new JsonObject
        {
            ["id"] = file.FileId,
            ["mime_type"] = file.Mime,
            ["name"] = file.Name,
            ["size"] = file.Size,
        };
        if (file.Kind == AttachmentKind.Image)
        {
            item["image_data"] = Picture(file, url, links);
        }
        else if (file.Kind == AttachmentKind.Video)
        {
            item["video_data"] = Picture(file, url, links);
        }
        else
        {
            item["file_url"] = url;
        }

        return item;
    }

    JsonObject Picture(Attachment file, string url, FileLinks links) => new()
    {
        ["url"] = url,
        ["preview_url"] = file.HasPreview ? Request.Absolute(links.To(file, preview: true)) : url,
        ["width"] = file.Width ?? 0,
        ["height"] = file.Height ?? 0,
        ["max_width"] = file.Width ?? 0,
        ["max_height"] = file.Height ?? 0,
        ["render_as_sticker"] = false,
    };

    static JsonObject CardOf(Card card)
    {
        var generic = new JsonObject { ["title"] = card.Title };
        if (card.Subtitle is not null)
            generic["subtitle"] = card.Subtitle;
        if (card.ImageUrl is not null)
            generic["media_url"] = card.ImageUrl;
        if (card.Buttons is { Count: > 0 } buttons)
            generic["cta"] = new JsonArray([.. buttons.Select(button => (JsonNode)new JsonObject { ["title"] = button.Title, ["type"] = button.Type.ToString().ToLowerInvariant() })]);
        return new JsonObject { ["id"] = Ids.Hash(card.Title)[..16], ["generic_template"] = generic };
    }

    JsonObject Tags() => Data(
        new JsonObject { ["name"] = Entry.By.IsPerson ? "inbox" : "sent" }, new JsonObject { ["name"] = "source:chat" });

    JsonObject? Reactions()
    {
        if (Entry.Event is not MessageSent sent || (sent.PersonReaction ?? sent.PageReaction) is null)
            return null;
        var reactions = new JsonArray();
        Add(sent.PersonReaction, PersonAsUser());
        Add(sent.PageReaction, PageAsUser());
        return new JsonObject { ["data"] = reactions };

        void Add(string? emoji, JsonObject user)
        {
            if (emoji is not null)
                reactions.Add(new JsonObject { ["reaction"] = emoji, ["users"] = new JsonArray(user) });
        }
    }

    JsonObject? ReplyTo() => Content?.ReplyToSeq is not { } seq ? null : new JsonObject
    {
        ["mid"] = new MessageId(Entry.Conversation.Person, seq).ToString(),
        ["is_self_reply"] = Entry.Quoted is { } quoted && quoted.By.IsPerson == Entry.By.IsPerson,
    };
}
