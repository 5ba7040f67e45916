namespace Charla.Platform.Portal;

/// <summary>What the reference says of a call of the Graph.</summary>
/// <param name="Query">Parameters worth naming; of all that may come in the query.</param>
/// <param name="Body">An example, as JSON.</param>
sealed record GraphWords(string Group, string Summary, IReadOnlyList<string> Query, string? Body = null)
{
    const string Recipient = """{"recipient":{"id":"PSID"}}""";
    const string Messages = "Messages";
    const string Threads = "Who answers";
    const string Profile = "Messenger profile";
    const string Conversations = "Conversations";
    const string Labels = "Labels";
    const string Personas = "Personas";
    const string Templates = "Message templates";
    const string Webhooks = "Webhooks";
    const string Page = "Page";
    const string Tokens = "Tokens";

    /// <summary>What the calls are about, in the order in which a reader meets it.</summary>
    public static readonly IReadOnlyList<string> Groups =
        [Messages, Conversations, Threads, Profile, Webhooks, Templates, Labels, Personas, Page, Tokens];

    static readonly Dictionary<string, GraphWords> All = new()
    {
        ["POST {page}/messages"] = new(
            Messages,
            "Send a message, or show that the page reads or writes",
            [],
            """{"recipient":{"id":"PSID"},"messaging_type":"RESPONSE","message":{"text":"Hello"}}"""),
        ["POST {page}/message_attachments"] = new(
            Messages,
            "Upload a file once, to send it often",
            [],
            """{"message":{"attachment":{"type":"image","payload":{"url":"https://example.com/loaf.png","is_reusable":true}}}}"""),
        ["POST {page}/policy_check"] = new(
            Messages, "Ask whether a message would be allowed now, and why", [], """{"recipient":{"id":"PSID"},"messaging_type":"RESPONSE"}"""),
        ["GET page_message_tags"] = new(Messages, "The tags under which a message may be sent late", []),
        ["POST {page}/notification_messages_dev_support"] = new(
            Messages,
            "Let the next message under a consent follow early, to try a program",
            [],
            """{"recipient":{"notification_messages_token":"TOKEN"},"developer_action":"ENABLE_FOLLOWUP_MESSAGE"}"""),
        ["POST {page}/pass_thread_control"] = new(
            Threads, "Pass a conversation to another app", [], """{"recipient":{"id":"PSID"},"target_app_id":"APP_ID","metadata":"why"}"""),
        ["POST {page}/take_thread_control"] = new(Threads, "Take a conversation from another app", [], Recipient),
        ["POST {page}/request_thread_control"] = new(Threads, "Ask for a conversation", [], Recipient),
        ["POST {page}/release_thread_control"] = new(Threads, "Give a conversation back", [], Recipient),
        ["POST {page}/extend_thread_control"] = new(
            Threads, "Keep a conversation for longer", [], """{"recipient":{"id":"PSID"},"duration":3600}"""),
        ["GET {page}/thread_owner"] = new(Threads, "Who answers in a conversation", ["recipient"]),
        ["GET {page}/secondary_receivers"] = new(Threads, "The other apps that may answer", ["fields"]),
        ["GET {page}/messenger_profile"] = new(Profile, "Read the greeting, menu, ice breakers", ["fields"]),
        ["POST {page}/messenger_profile"] = new(
            Profile, "Set the greeting, menu, ice breakers", [], """{"greeting":[{"locale":"default","text":"Hello {{user_first_name}}"}]}"""),
        ["DELETE {page}/messenger_profile"] = new(Profile, "Take parts of the profile away", [], """{"fields":["greeting"]}"""),
        ["GET {page}/custom_user_settings"] = new(Profile, "Read one person's own menu", ["psid"]),
        ["POST {page}/custom_user_settings"] = new(
            Profile,
            "Give one person a menu of their own",
            [],
            """{"psid":"PSID","persistent_menu":[{"locale":"default","call_to_actions":[{"type":"postback","title":"Orders","payload":"ORDERS"}]}]}"""),
        ["DELETE {page}/custom_user_settings"] = new(Profile, "Take one person's own menu away", ["psid", "params"]),
        ["GET {page}/thread_settings"] = new(Profile, "Read the profile in its old shape", ["fields"]),
        ["POST {page}/thread_settings"] = new(
            Profile, "Set the profile in its old shape", [], """{"setting_type":"greeting","greeting":{"text":"Hello"}}"""),
        ["DELETE {page}/thread_settings"] = new(Profile, "Take a part of the profile away, in its old shape", [], """{"setting_type":"greeting"}"""),
        ["GET {page}/conversations"] = new(Conversations, "List conversations", ["fields", "user_id", "limit", "after"]),
        ["GET {id}/messages"] = new(Conversations, "The messages of a conversation", ["fields", "limit", "after"]),
        ["GET {id}"] = new(Conversations, "Read a person, a conversation, a message, a label or a persona", ["fields"]),
        ["POST {page}/moderate_conversations"] = new(
            Conversations, "Block, unblock or move people's conversations", [], """{"user_ids":[{"id":"PSID"}],"actions":["block_user"]}"""),
        ["GET {id}/ids_for_pages"] = new(Conversations, "By which ids pages know a person", []),
        ["GET {id}/ids_for_apps"] = new(Conversations, "By which ids apps know a person", []),
        ["GET {page}/custom_labels"] = new(Labels, "List labels", ["fields", "limit", "after"]),
        ["POST {page}/custom_labels"] = new(Labels, "Make a label", [], """{"page_label_name":"Regular"}"""),
        ["POST {id}/label"] = new(Labels, "Put a label on a person", [], """{"user":"PSID"}"""),
        ["DELETE {id}/label"] = new(Labels, "Take a label off a person", ["user"]),
        ["GET {id}/custom_labels"] = new(Labels, "The labels of a person", ["fields"]),
        ["DELETE {id}"] = new(Labels, "Remove a label or a persona", []),
        ["GET {page}/personas"] = new(Personas, "List personas", ["fields", "limit", "after"]),
        ["POST {page}/personas"] = new(
            Personas, "Make a persona", [], """{"name":"Clara","profile_picture_url":"https://example.com/clara.png"}"""),
        ["GET {page}/message_templates"] = new(Templates, "List message templates", ["fields", "name", "limit", "after"]),
        ["POST {page}/message_templates"] = new(
            Templates,
            "Make a message template",
            [],
            """{"name":"order_ready","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Your order {{1}} is ready.","example":{"body_text":[["42"]]}}]}"""),
        ["DELETE {page}/message_templates"] = new(Templates, "Remove a message template", ["name", "hsm_id"]),
        ["GET message_template_library"] = new(Templates, "Templates to start from", ["search", "language"]),
        ["GET {page}/subscribed_apps"] = new(Webhooks, "The apps that are told of the page", []),
        ["POST {page}/subscribed_apps"] = new(
            Webhooks, "Be told of the page", [], """{"subscribed_fields":["messages","messaging_postbacks"]}"""),
        ["DELETE {page}/subscribed_apps"] = new(Webhooks, "Be told of the page no more", []),
        ["GET {app}/subscriptions"] = new(Webhooks, "Where the app is told", []),
        ["POST {app}/subscriptions"] = new(
            Webhooks,
            "Set where the app is told, after a handshake",
            [],
            """{"object":"page","callback_url":"https://bot.example.com/hook","verify_token":"any words","fields":["messages"]}"""),
        ["DELETE {app}/subscriptions"] = new(Webhooks, "Take the callback, or some of its fields, away", [], """{"object":"page"}"""),
        ["GET {page}"] = new(Page, "Read the page", ["fields"]),
        ["GET {page}/accounts"] = new(Page, "Refused as by Messenger: a page has no accounts, a user has", []),
        ["GET {app}"] = new(Page, "Read the app", ["fields"]),
        ["GET {page}/insights"] = new(Page, "The page's figures", ["metric", "period", "since", "until"]),
        ["GET {page}/messaging_feature_review"] = new(Page, "What the page may use: all of it", []),
        ["POST {page}/messenger_codes"] = new(Page, "Draw a code that opens the chat", [], """{"type":"standard","image_size":1000}"""),
        ["POST {page}/nlp_configs"] = new(Page, "Taken and left: there is no language recognition", []),
        ["POST {page}/unlink_accounts"] = new(Page, "End the link with a person's account", [], """{"psid":"PSID"}"""),
        ["POST {app}/activities"] = new(Page, "Taken and left: events of apps are counted nowhere", []),
        ["GET sticker_packs"] = new(Page, "Sticker packs: there are none", []),
        ["GET sticker_search"] = new(Page, "Stickers: there are none", []),
        ["GET debug_token"] = new(Tokens, "What a token is and may do", ["input_token"]),
        ["GET oauth"] = new(Tokens, "An app's own token", ["client_id", "client_secret", "grant_type"]),
        ["POST oauth"] = new(
            Tokens, "An app's own token", [], """{"client_id":"APP_ID","client_secret":"…","grant_type":"client_credentials"}"""),
    };

    static readonly List<string> Order = [.. All.Keys];

    /// <summary>Where a reader meets the call among the others: as they stand above.</summary>
    public static int PlaceOf(string call) => Order.IndexOf(call);

    /// <summary>Null where nothing was written yet.</summary>
    /// <param name="call">As the table of calls names it: <c>POST {page}/messages</c>.</param>
    public static GraphWords? Of(string call) => All.GetValueOrDefault(call);
}
