using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Platform.Graph;
using Charla.Platform.Messages;

namespace Charla.Rules.Tests.Platform;

public sealed class MessageReaderTests
{
    static readonly string Long = new('x', 2001);

    /// <summary>Message, code, subcode, and the parameter that the error names.</summary>
    public static TheoryData<string, int?, string> Refused => new()
    {
        { "[]", null, "message" },
        { "{}", 2018034, "" },
        { """{"text":""}""", 2018034, "" },
        { """{"text":"   "}""", 2018034, "" },
        { """{"text":null}""", 2018034, "" },
        { """{"text":{"a":1}}""", null, "message[text]" },
        { """{"text":"\ud800"}""", null, "message[text]" },
        { $$"""{"text":"{{Long}}"}""", null, "message[text]" },
        { """{"text":"a","attachment":{"type":"image","payload":{"url":"https://a.example/x.png"}}}""", null, "" },
        { """{"attachment":"x"}""", null, "message[attachment]" },
        { """{"attachment":{}}""", null, "message[attachment][type]" },
        { """{"attachment":{"type":"carousel"}}""", null, "message[attachment][type]" },
        { """{"attachment":{"type":"image","payload":7}}""", null, "message[attachment][payload]" },
        { """{"attachment":{"type":"image","payload":{"url":"file:///etc/passwd"}}}""", null, "message[attachment][payload][url]" },
        { """{"attachments":[]}""", null, "message[attachments]" },
        { """{"attachments":[{"type":"image","payload":{"url":"https://a.example"}},{"type":"video","payload":{"url":"https://a.example"}}]}""", null, "message[attachments][1][type]" },
        { """{"sticker_id":1}""", null, "message[sticker_id]" },
        { $$"""{"text":"a","metadata":"{{new string('m', 1001)}}"}""", null, "message[metadata]" },
        { """{"text":"a","quick_replies":{}}""", null, "message[quick_replies]" },
        { """{"text":"a","quick_replies":[1]}""", null, "message[quick_replies][0]" },
        { """{"text":"a","quick_replies":[{"title":"x","payload":"y"}]}""", null, "message[quick_replies][0][content_type]" },
        { """{"text":"a","quick_replies":[{"content_type":"shoe_size","title":"x"}]}""", null, "message[quick_replies][0][content_type]" },
        { """{"text":"a","quick_replies":[{"content_type":"text","payload":"y"}]}""", null, "message[quick_replies][0][title]" },
        { $$"""{"text":"a","quick_replies":[{"content_type":"text","title":"x","payload":"{{new string('p', 1001)}}"}]}""", null, "message[quick_replies][0][payload]" },
        { """{"text":"a","quick_replies":[{"content_type":"text","title":"x","payload":"y","image_url":"x.png"}]}""", null, "message[quick_replies][0][image_url]" },
        { """{"quick_replies":[{"content_type":"text","title":"x","payload":"y"}]}""", 2018034, "" },
        { """{"attachment":{"type":"template"}}""", null, "message[attachment][payload]" },
        { """{"attachment":{"type":"template","payload":{}}}""", null, "message[attachment][payload][template_type]" },
        { """{"attachment":{"type":"template","payload":{"template_type":"poster"}}}""", null, "message[attachment][payload][template_type]" },
        { """{"attachment":{"type":"template","payload":{"template_type":"product","elements":[{"id":"1"}]}}}""", 2018320, "" },
    };

    [Theory, MemberData(nameof(Refused))]
    [Wire(
        "POST {page}/messages", "message.text or message.attachment, not both", "message.metadata of 1000 characters")]
    [Wire("POST {page}/messages", "message.sticker_id", Differs = "the like stickers become 👍; others are refused")]
    [Wire("quick reply", "content_type text", "title", "payload of 1000 characters", "image_url", "13 of them")]
    [Wire("errors", "100/2018320")]
    [Wire("template: product", Not = "refused with 100/2018320: a page has no catalogue")]
    public void What_is_wrong_is_named_by_its_parameter(string message, int? subcode, string parameter)
    {
        var error = Read(message).Error;
        Assert.NotNull(error);
        Assert.Equal((100, subcode), (error.Code, error.Subcode));
        Assert.Contains(parameter, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Template, the path of a value in it, what stands there instead ("" takes it away), and the parameter named.</summary>
    public static TheoryData<string, string, string, string> Spoiled => new()
    {
        { "generic", "elements", "[]", "[elements]" },
        { "generic", "elements.0.title", "", "[elements][0][title]" },
        { "generic", "elements.0.title", Quoted(81), "[elements][0][title]" },
        { "generic", "elements.0.subtitle", Quoted(81), "[elements][0][subtitle]" },
        { "generic", "elements.1.subtitle", "", "[elements][1][subtitle]" },
        { "generic", "elements.0.image_url", "\"javascript:alert(1)\"", "[elements][0][image_url]" },
        { "generic", "elements.0.default_action.url", "", "[elements][0][default_action][url]" },
        { "generic", "elements.0.buttons.0.title", Quoted(21), "[elements][0][buttons][0][title]" },
        { "generic", "elements.0.buttons.0.payload", Quoted(1001), "[elements][0][buttons][0][payload]" },
        { "generic", "elements.0.buttons.0.type", "\"game_play\"", "[elements][0][buttons][0][type]" },
        { "generic", "elements.0.buttons.0.type", "\"payment\"", "[elements][0][buttons][0][type]" },
        { "generic", "elements.0.buttons.0.type", "", "[elements][0][buttons][0][type]" },
        { "generic", "elements.0.buttons.1.url", "\"ftp://a.example\"", "[elements][0][buttons][1][url]" },
        { "generic", "image_aspect_ratio", "\"round\"", "[image_aspect_ratio]" },
        { "button", "text", "", "[text]" },
        { "button", "text", Quoted(641), "[text]" },
        { "button", "buttons", "[]", "[buttons]" },
        { "button", "buttons.0.webview_height_ratio", "\"huge\"", "[webview_height_ratio]" },
        { "button", "buttons.1.payload", "\"call me\"", "[buttons][1][payload]" },
        { "button", "buttons.2.url", "\"http://luna.example\"", "[buttons][2][url]" },
        { "receipt", "recipient_name", "", "[recipient_name]" },
        { "receipt", "order_number", "", "[order_number]" },
        { "receipt", "currency", "\"EURO\"", "[currency]" },
        { "receipt", "payment_method", "", "[payment_method]" },
        { "receipt", "summary", "", "[summary]" },
        { "receipt", "summary.total_cost", "", "[summary][total_cost]" },
        { "receipt", "summary.total_cost", "\"a lot\"", "[summary][total_cost]" },
        { "receipt", "elements.0.price", "", "[elements][0][price]" },
        { "receipt", "address.city", "", "[address][city]" },
        { "receipt", "order_url", "\"luna\"", "[order_url]" },
        { "coupon", "title", Quoted(81), "[title]" },
        { "coupon", "coupon_code", "\"LUNA 10\"", "[coupon_code]" },
        { "customer_feedback", "title", Quoted(66), "[title]" },
        { "customer_feedback", "button_title", "\"http://a.example\"", "[button_title]" },
        { "customer_feedback", "feedback_screens", "[]", "[feedback_screens]" },
        { "customer_feedback", "feedback_screens.0.questions.0.id", "\"a-b\"", "[id]" },
        { "customer_feedback", "feedback_screens.0.questions.0.type", "\"stars\"", "[type]" },
        { "customer_feedback", "feedback_screens.0.questions.0.title", "\"How\"", "[title]" },
        { "customer_feedback", "feedback_screens.0.questions.0.score_label", "\"x\"", "[score_label]" },
        { "customer_feedback", "feedback_screens.0.questions.0.score_option", "\"x\"", "[score_option]" },
        { "customer_feedback", "feedback_screens.0.questions.0.follow_up.placeholder", Quoted(66), "[placeholder]" },
        { "customer_feedback", "business_privacy", "", "[business_privacy]" },
        { "customer_feedback", "expires_in_days", "8", "[expires_in_days]" },
        { "customer_information", "countries", "", "[countries]" },
        { "customer_information", "business_privacy.url", "\"x\"", "[business_privacy][url]" },
        { "customer_information", "expires_in_days", "0", "[expires_in_days]" },
        { "image_grid", "elements.0.images", "[{\"url\":\"https://a.example\"}]", "[images]" },
        { "image_grid", "elements.0.title", Quoted(46), "[elements][0][title]" },
        { "image_grid", "elements.0.images.1.action.payload", "", "[action][payload]" },
        { "image_grid", "elements.0.images.1.action.type", "\"dance\"", "[action][type]" },
        { "one_time_notif_req", "title", Quoted(66), "[title]" },
        { "one_time_notif_req", "payload", "", "[payload]" },
        { "notification_messages", "notification_messages_frequency", "\"HOURLY\"", "[notification_messages_frequency]" },
        { "notification_messages", "notification_messages_cta_text", "\"X\"", "[notification_messages_cta_text]" },
        { "airline_boardingpass", "intro_message", "", "[intro_message]" },
        { "airline_boardingpass", "boarding_pass.0.qr_code", "", "[qr_code]" },
        { "airline_boardingpass", "boarding_pass.0.flight_info.departure_airport", "", "[departure_airport]" },
        { "airline_boardingpass", "boarding_pass.0.logo_image_url", "", "[logo_image_url]" },
        { "airline_checkin", "checkin_url", "", "[checkin_url]" },
        { "airline_checkin", "flight_info.0.flight_schedule.departure_time", "\"soon\"", "[departure_time]" },
        { "airline_itinerary", "total_price", "", "[total_price]" },
        { "airline_itinerary", "flight_info.0.travel_class", "\"roof\"", "[travel_class]" },
        { "airline_itinerary", "passenger_segment_info.0.seat", "", "[seat]" },
        { "airline_update", "update_type", "\"party\"", "[update_type]" },
        { "list", "elements", "[{\"title\":\"one\"}]", "[elements]" },
        { "list", "top_element_style", "\"tiny\"", "[top_element_style]" },
        { "open_graph", "elements.0.url", "", "[url]" },
    };

    [Theory, MemberData(nameof(Spoiled))]
    [Wire(
        "template: generic", "elements, 1 to 10", "title of 80", "subtitle of 80", "image_url", "default_action",
        "buttons, at most 3", "image_aspect_ratio")]
    [Wire("template: button", "text of 640", "buttons, 1 to 3")]
    [Wire(
        "template: receipt", "recipient_name", "order_number", "currency", "payment_method", "summary", "order_url",
        "elements", "address", "adjustments")]
    [Wire("template: coupon", "title", "coupon_code", "coupon_url", "payload")]
    [Wire(
        "template: customer_feedback", "title of 65", "button_title", "feedback_screens, 1 with 1 question",
        "type csat, nps, ces, free_form", "score_label", "score_option", "follow_up", "business_privacy",
        "expires_in_days")]
    [Wire("template: customer_information", "countries", "business_privacy", "expires_in_days")]
    [Wire("template: image_grid", "images, 2 to 6", "title of 45", "action", "buttons")]
    [Wire("template: one_time_notif_req", "title of 65", "payload")]
    [Wire(
        "template: notification_messages", "notification_messages_cta_text", "notification_messages_frequency", "title",
        "payload")]
    [Wire(
        "template: airline_boardingpass", "intro_message", "boarding_pass", "qr_code or barcode_image_url",
        "flight_info")]
    [Wire("template: airline_checkin", "checkin_url", "flight_info")]
    [Wire("template: airline_itinerary", "passenger_info", "passenger_segment_info", "flight_info", "total_price")]
    [Wire("template: airline_update", "update_type", "update_flight_info")]
    [Wire("template: list", "elements, 2 to 4", "top_element_style")]
    [Wire("template: open_graph", "elements, exactly 1")]
    [Wire(
        "buttons", "web_url", "webview_height_ratio", "postback", "payload of 1000 characters", "title of 20",
        "phone_number", "account_link")]
    [Wire("buttons", "game_play", Not = "refused: there are no games")]
    [Wire("buttons", "payment", Not = "refused: it has ended; a web_url leads to a checkout")]
    public void A_template_is_refused_for_what_is_wrong_in_it(string template, string path, string value, string parameter)
    {
        var payload = JsonNode.Parse(SampleTemplates.All[template])!;
        var steps = path.Split('.');
        var holder = steps[..^1].Aggregate(
            payload, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (value.Length == 0)
            ((JsonObject)holder).Remove(steps[^1]);
        else
            holder[steps[^1]] = JsonNode.Parse(value);

        var error = Read(SampleTemplates.Message(payload.ToJsonString())).Error;
        Assert.NotNull(error);
        Assert.Equal((100, null), (error.Code, error.Subcode));
        Assert.Contains("message[attachment][payload]", error.Message, StringComparison.Ordinal);
        Assert.Contains(parameter, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Types => [.. SampleTemplates.All.Keys];

    [Theory, MemberData(nameof(Types))]
    [Wire("buttons", "messenger_extensions, fallback_url", "element_share", "account_unlink")]
    [Wire("template: list", "it is gone", Differs = "shown as a list of cards")]
    [Wire("template: open_graph", "it is gone", Differs = "shown as a card that leads to the address")]
    public void Every_template_is_taken_and_told_as_it_was_sent(string type)
    {
        var sent = SampleTemplates.All[type];
        var content = Read(SampleTemplates.Message(sent)).Value!.Content;
        Assert.Null(MessageRules.Check(content));
        Assert.Equal("template", MessageRules.Summary(1, default, Author.System, new MessageSent(content)).Kind);

        var stored = (MessageSent)EventJson.Read("message", EventJson.Write(new MessageSent(content)));
        Assert.Null(MessageRules.Check(stored.Content));
        var told = WireTemplate.Write(stored.Content.Template!, null, null!, "")["payload"]!;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(sent)!)
        {
            if (name is "elements" or "buttons" or "top_element_style")
                Assert.Equal(name == "top_element_style", told[name] is null);
            else
                Assert.True(JsonNode.DeepEquals(value, told[name]), $"{name}: {value} became {told[name]}");
        }
    }

    [Fact]
    [Wire("POST {page}/messages", "message.text in any script")]
    public void A_text_is_at_most_2000_signs_however_many_bytes_each_takes()
    {
        Assert.Null(Read($$"""{"text":"{{string.Concat(Enumerable.Repeat("🥐", 2000))}}"}""").Error);
        Assert.NotNull(Read($$"""{"text":"{{string.Concat(Enumerable.Repeat("🥐", 2001))}}"}""").Error);
    }

    [Fact]
    [Wire("quick reply", "a title of more than 20 signs is cut", "a number as payload")]
    public void A_long_title_of_a_quick_reply_is_cut_and_a_number_is_a_payload()
    {
        var reply = Read("""{"text":"a","quick_replies":[{"content_type":"text","title":"A title of more than twenty signs","payload":7}]}""")
            .Value!.Content.QuickReplies!.Single();
        Assert.Equal(("A title of more than", "7"), (reply.Title, reply.Payload));
    }

    [Fact]
    [Wire("quick reply", "content_type user_email")]
    [Wire("quick reply", "content_type location", Not = "dropped without a word: nobody is asked for a place any more")]
    public void A_quick_reply_may_ask_for_a_phone_or_an_address_and_places_are_dropped()
    {
        var content = Read(
            """
            {"text":"a","quick_replies":[{"content_type":"user_phone_number"},{"content_type":"location"},{"content_type":"user_email"},
            {"content_type":"text","title":"","payload":"P","image_url":"https://a.example/x.png"}]}
            """).Value!.Content;
        Assert.Equal([ContactAsked.UserPhoneNumber, ContactAsked.UserEmail, null], content.QuickReplies!.Select(reply => reply.ContentType));
        Assert.Null(MessageRules.Check(content));
    }

    [Fact]
    [Wire("template: instant_form", Not = "refused with 1/2018382: a page has no forms of ads")]
    [Wire("errors", "1/2018382")]
    public void A_form_of_ads_is_refused()
    {
        var error = Read(SampleTemplates.Message("""{"template_type":"instant_form","form_id":"1"}""")).Error!;
        Assert.Equal((1, 2018382), (error.Code, error.Subcode));
    }

    [Fact]
    [Wire("POST {page}/messages", "message.attachments, several images")]
    public void Several_images_come_together()
    {
        const string image = """{"type":"image","payload":{"url":"https://a.example/x.png"}}""";
        Assert.Equal(3, Read($$"""{"attachments":[{{image}},{{image}},{{image}}]}""").Value!.Media.Count);
    }

    [Fact]
    public void A_plain_text_is_stored_without_a_word_of_the_rest() =>
        Assert.Equal("""{"content":{"text":"Hola"}}""", EventJson.Write(new MessageSent(Read("""{"text":"Hola"}""").Value!.Content)));

    [Fact]
    public void What_was_stored_before_is_still_read()
    {
        const string old =
            """
            {"content":{"quick_replies":[{"title":"Yes","payload":"Y"}],"template":{"kind":"Cards","cards":[{"title":"A","buttons":[{"type":"Url","title":"Open","url":"https://a.example"}]}]}}}
            """;
        var content = ((MessageSent)EventJson.Read("message", old)).Content;
        Assert.Equal((TemplateKind.Cards, "Open"), (content.Template!.Kind, content.Template.Cards![0].Buttons![0].Title));
        Assert.Equal("Yes", content.QuickReplies![0].Title);
    }

    [Fact]
    [Wire("POST {page}/messages", "message.attachment video, audio, file")]
    public void Media_are_named_by_address_or_by_id()
    {
        var part = Read("""{"attachment":{"type":"IMAGE","payload":{"url":"https://a.example/x.png","is_reusable":"true"}}}""").Value!.Media.Single();
        Assert.Equal(new MediaPart(AttachmentKind.Image, "https://a.example/x.png", null, true), part);
        var known = Read("""{"attachment":{"type":"video","payload":{"attachment_id":1857777774821032}}}""").Value!.Media.Single();
        Assert.Equal("1857777774821032", known.AttachmentId);
    }

    [Fact]
    [Wire("template: media", "elements, exactly 1", "media_type", "attachment_id", "buttons")]
    [Wire("template: media", "url", Differs = "any address, not only Facebook's")]
    [Wire("errors", "100/2018184", "100/2018185", "100/2018186")]
    public void A_media_template_has_one_file_and_its_own_errors()
    {
        Assert.Equal(2018184, Media("[]").Error!.Subcode);
        Assert.Equal(2018185, Media("""[{"media_type":"image"}]""").Error!.Subcode);
        Assert.Equal(2018185, Media("""[{"media_type":"image","url":"https://a.example","attachment_id":"1"}]""").Error!.Subcode);
        Assert.Equal(2018186, Media("""[{"media_type":"audio","attachment_id":"1"}]""").Error!.Subcode);
        var parts = Media("""[{"media_type":"video","attachment_id":"1","buttons":[{"type":"postback","title":"More","payload":"M"}]}]""").Value!;
        Assert.Equal((AttachmentKind.Video, "1"), (parts.Media.Single().Kind, parts.Media.Single().AttachmentId));
        Assert.Single(parts.Content.Template!.Buttons!);

        static Checked<MessageParts> Media(string elements) =>
            Read(SampleTemplates.Message($$"""{"template_type":"media","elements":{{elements}}}"""));
    }

    static Checked<MessageParts> Read(string json) => MessageReader.Read(JsonElement.Parse(json));

    static string Quoted(int length) => JsonSerializer.Serialize(new string('x', length));
}
