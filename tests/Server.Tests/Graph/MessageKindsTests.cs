using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Platform.Messages;
using Charla.Rules.Tests.Attachments;
using Charla.Rules.Tests.Platform;
using Charla.Server.Tests.Inbox;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.Graph;

/// <summary>Every kind of message, from an app to the person's screen, and what the person does with it back.</summary>
public sealed class MessageKindsTests(LoopbackServer server) : IClassFixture<LoopbackServer>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Types => [.. SampleTemplates.All.Keys];

    [Theory, MemberData(nameof(Types))]
    [Wire("template: any", "attachment.type template")]
    public async Task A_template_arrives_on_both_sides(string type)
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        var sent = await Send(shop, person, SampleTemplates.Message(SampleTemplates.All[type]));
        Assert.Equal(person.Psid, sent.Text("recipient_id"));

        var template = (await LastMessage(person)).GetProperty("template");
        var kind = type switch { "generic" => "cards", "button" => "buttons", _ => type };
        Assert.Equal(kind, template.Text("kind"));
        var inbox = await shop.App.GetAsync(new Uri($"{person.Path}/events", UriKind.Relative), Cancel).Json();
        Assert.Equal(kind, inbox.GetProperty("events").EnumerateArray().Last().GetProperty("message").GetProperty("template").Text("kind"));
    }

    [Fact]
    [Wire(
        "POST {page}/messages", "message.attachment image, payload.url",
        "payload.is_reusable and attachment_id in the answer", "payload.attachment_id",
        "an attachment_id dies after 90 days")]
    [Wire("errors", "100/2018047", "100/2018074")]
    public async Task An_image_comes_by_address_and_again_by_its_id()
    {
        await using var host = await FileHost.Start(
            FileHost.File("/cake.png", AnImage.Of(40, 30), "image/png"),
            FileHost.Moved("/moved", "/cake.png"));
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        var first = await Send(shop, person, Media("image", $"{host.Address}/moved", reusable: true));
        var id = first.Text("attachment_id");
        var file = (await LastMessage(person)).GetProperty("attachments")[0];
        Assert.Equal(("image", 40), (file.Text("kind"), file.GetProperty("width").GetInt32()));

        var again = await Send(shop, person, Known("image", id));
        Assert.False(again.TryGetProperty("attachment_id", out _));
        Assert.Equal(file.Text("file_id"), (await LastMessage(person)).GetProperty("attachments")[0].Text("file_id"));

        var carded = await Send(shop, person, SampleTemplates.Message(
            $$"""{"template_type":"media","elements":[{"media_type":"image","attachment_id":"{{id}}","buttons":[{"type":"postback","title":"More","payload":"M"}]}]}"""));
        Assert.NotEmpty(carded.Text("message_id"));
        var media = await LastMessage(person);
        Assert.Equal(("media", file.Text("file_id")), (media.GetProperty("template").Text("kind"), media.GetProperty("attachments")[0].Text("file_id")));

        await Refused(shop, person, Known("video", id), 2018047);
        var other = await Shop.Open(server);
        await Refused(other, await other.Person(), Known("image", id), 2018074);
        server.Clock.Advance(TimeSpan.FromDays(91));
        await Refused(shop, person, Known("image", id), 2018074);
    }

    [Fact]
    [Wire("errors", "100/2018008", "100/2018109")]
    [Wire(
        "POST {page}/messages", "addresses of private networks",
        Not = "refused with 100/2018008, whatever their name says")]
    public async Task A_file_that_cannot_be_had_is_refused_with_its_reason()
    {
        await using var host = await FileHost.Start(
            FileHost.File("/text.png", Encoding.UTF8.GetBytes("<html>"), "image/png"),
            FileHost.File("/large.png", new byte[(8 << 20) + 1], "image/png"),
            FileHost.Moved("/away", "http://10.0.0.1/secret"));
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        await Refused(shop, person, Media("image", $"{host.Address}/missing.png"), 2018008);
        await Refused(shop, person, Media("image", $"{host.Address}/away"), 2018008);
        await Refused(shop, person, Media("image", "http://169.254.169.254/latest"), 2018008);
        await Refused(shop, person, Media("image", "https://nobody.invalid/x.png"), 2018008);
        await Refused(shop, person, Media("image", $"{host.Address}/text.png"), 2018047);
        await Refused(shop, person, Media("image", $"{host.Address}/large.png"), 2018109);
        await Refused(shop, person, Media("image", $"{host.Address}/large.png", reusable: true), 2018109);
        await Refused(shop, person, """{"attachment":{"type":"image","payload":{"attachment_id":"1"}}}""", 2018074);
        await Refused(shop, person, """{"attachment":{"type":"image","payload":{}}}""", null);
    }

    [Fact]
    [Wire("POST {page}/message_attachments", "message.attachment.type", "filedata", "attachment_id")]
    [Wire("POST {page}/messages", "filedata")]
    public async Task A_file_comes_with_the_request_itself()
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        using var uploaded = await shop.App.PostAsync(
            new Uri("/v25.0/me/message_attachments", UriKind.Relative), Form("image", AnImage.Of(20, 20), "image/png", null), Cancel);
        var id = (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Text("attachment_id");
        await Send(shop, person, Known("image", id));
        Assert.Equal(20, (await LastMessage(person)).GetProperty("attachments")[0].GetProperty("width").GetInt32());

        using var sent = await shop.App.PostAsync(
            new Uri("/me/messages", UriKind.Relative), Form("file", [1, 2, 3], "application/pdf", person.Psid), Cancel);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("file", (await LastMessage(person)).GetProperty("attachments")[0].Text("kind"));

        using var noSound = await shop.App.PostAsync(
            new Uri("/me/messages", UriKind.Relative), Form("audio", [1, 2, 3], "text/plain", person.Psid), Cancel);
        Assert.Equal(2018047, (await noSound.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("error_subcode").GetInt32());
    }

    [Fact]
    [Wire("POST {page}/message_attachments", "message.attachment.payload.url", "is_reusable, true or false")]
    public async Task A_file_is_uploaded_from_an_address()
    {
        await using var host = await FileHost.Start(FileHost.File("/cake.png", AnImage.Of(30, 30), "image/png"));
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        foreach (var reusable in new[] { true, false })
        {
            var uploaded = await shop.App.Post(
                "/v2.11/me/message_attachments", new { message = JsonNode.Parse(Media("image", $"{host.Address}/cake.png", reusable)) }).Json();
            await Send(shop, person, Known("image", uploaded.Text("attachment_id")));
            Assert.Equal(30, (await LastMessage(person)).GetProperty("attachments")[0].GetProperty("width").GetInt32());
        }
    }

    [Fact]
    [Wire("template: customer_feedback", "answered once")]
    public async Task A_person_gives_feedback_once_and_everybody_sees_it()
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        var sent = await Send(shop, person, SampleTemplates.Message(SampleTemplates.All["customer_feedback"]));
        var answer = new { message_id = sent.Text("message_id"), answer = new { score = 5, text = "Warm bread" } };
        await person.Device.Post("/api/chat/answers", answer).Json();
        using var again = await person.Device.Post("/api/chat/answers", answer);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, again.StatusCode);

        var events = (await Events(person)).GetProperty("events").EnumerateArray().ToArray()[^2..];
        Assert.Equal(5, events[0].GetProperty("message").GetProperty("answer").GetProperty("score").GetInt32());
        Assert.Equal(("answered", 5), (events[1].Text("type"), events[1].GetProperty("answer").GetProperty("score").GetInt32()));
    }

    [Fact]
    [Wire("POST {page}/messages", "recipient.one_time_notif_token")]
    [Wire("policy", "a one-time token is good once")]
    public async Task The_token_of_a_consent_is_for_the_app_alone()
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        var sent = await Send(shop, person, SampleTemplates.Message(SampleTemplates.All["one_time_notif_req"]));
        await person.Device.Post("/api/chat/answers", new { message_id = sent.Text("message_id"), answer = new { granted = true } }).Json();
        Assert.DoesNotContain("token", (await Events(person)).GetRawText(), StringComparison.Ordinal);

        var reader = server.Services.GetRequiredService<ConversationReader>();
        var entry = (await reader.Page(person.Id, Log.Thread, null, null, 10)).Entries[^1];
        var told = WireAnswer.Of(entry, (Answered)entry.Event);
        var token = told.Value["one_time_notif_token"]!.GetValue<string>();
        server.Clock.Advance(TimeSpan.FromDays(40));
        await Refused(shop, person, """{"text":"It is back!"}""", 2018278, 10);
        var back = new { recipient = new { one_time_notif_token = token }, message = new { text = "It is back!" } };
        Assert.Equal(person.Psid, (await shop.App.Post("/me/messages", back).Json()).Text("recipient_id"));
        using var again = await shop.App.Post("/me/messages", back);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    [Wire("quick reply", "content_type user_phone_number")]
    public async Task A_phone_number_is_asked_for_and_comes_back_as_text_and_payload()
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        await Send(shop, person, """{"text":"Where can we call?","metadata":"step-1","quick_replies":[{"content_type":"user_phone_number"}]}""");
        var asked = await LastMessage(person);
        Assert.Equal("user_phone_number", asked.GetProperty("quick_replies")[0].Text("content_type"));
        Assert.False(asked.TryGetProperty("metadata", out _));
        await person.Device.Post("/api/chat/messages", new
        {
            client_id = "c1",
            quick_reply = new { title = "+34600000000", payload = "+34600000000" },
        }).Json();

        var reader = server.Services.GetRequiredService<ConversationReader>();
        var links = server.Services.GetRequiredService<FileLinks>();
        var entries = (await reader.Page(person.Id, Log.Thread, null, null, 10)).Entries;
        Assert.Equal("step-1", WireMessage.Write(entries[^2], links, "https://luna.example")["metadata"]!.GetValue<string>());
        var said = WireMessage.Write(entries[^1], links, "https://luna.example");
        Assert.Equal(("+34600000000", "+34600000000"), (said["text"]!.GetValue<string>(), said["quick_reply"]!["payload"]!.GetValue<string>()));
    }

    [Fact]
    [Wire("POST {page}/personas", "profile_picture_url is fetched and shown from here")]
    public async Task A_persona_speaks_with_its_name_and_picture()
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        await using var web = await FileHost.Start(FileHost.File("/ada.jpg", AnImage.Of(40, 40), "image/jpeg"));
        var persona = await shop.App.Post("/me/personas", new { name = "Ada", profile_picture_url = $"{web.Address}/ada.jpg" }).Json();
        await shop.App.Post("/me/messages", new
        {
            recipient = new { id = person.Psid },
            message = new { text = "It is Ada." },
            persona_id = persona.Text("id"),
        }).Json();
        var from = (await Events(person)).GetProperty("events").EnumerateArray().Last().GetProperty("from");
        Assert.Equal("Ada", from.Text("name"));
        using var picture = await server.Visitor().Get(from.Text("picture_url"));
        Assert.Equal(302, (int)picture.StatusCode);
        using var shown = await server.Visitor().Get(picture.Headers.Location!.ToString());
        Assert.StartsWith("image/", shown.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_told_with_addresses_that_open()
    {
        var shop = await Shop.Open(server);
        var person = await Met(shop);
        var file = await person.Upload(AnImage.Of(10, 10));
        await person.Device.Post("/api/chat/messages", new { client_id = "f1", attachment = new { file_id = file.Text("file_id") } }).Json();
        var reader = server.Services.GetRequiredService<ConversationReader>();
        var entry = (await reader.Page(person.Id, Log.Thread, null, null, 10)).Entries[^1];
        var origin = server.Address.GetLeftPart(UriPartial.Authority);
        var told = WireMessage.Write(entry, server.Services.GetRequiredService<FileLinks>(), origin)["attachments"]![0]!;
        Assert.Equal("image", told["type"]!.GetValue<string>());
        using var bytes = await server.Visitor().GetAsync(new Uri(told["payload"]!["url"]!.GetValue<string>()), Cancel);
        Assert.True(bytes.IsSuccessStatusCode);
    }

    /// <summary>Somebody who has written to the page, and so may be written to.</summary>
    static async Task<Customer> Met(Shop shop)
    {
        var person = await shop.Person();
        await person.Say("Hello");
        return person;
    }

    static async Task<JsonElement> Send(Shop shop, Customer person, string message) =>
        await shop.App.Post("/v25.0/me/messages", new { recipient = new { id = person.Psid }, message = JsonNode.Parse(message) }).Json();

    static async Task Refused(Shop shop, Customer person, string message, int? subcode, int code = 100)
    {
        using var refused = await shop.App.Post(
            "/v25.0/me/messages", new { recipient = new { id = person.Psid }, message = JsonNode.Parse(message) });
        var error = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        Assert.Equal(subcode, error.TryGetProperty("error_subcode", out var given) ? given.GetInt32() : null);
    }

    static Task<JsonElement> Events(Customer person) =>
        person.Device.GetAsync(new Uri("/api/chat/events", UriKind.Relative), Cancel).Json();

    static async Task<JsonElement> LastMessage(Customer person) =>
        (await Events(person)).GetProperty("events").EnumerateArray().Last().GetProperty("message");

    static string Media(string type, string url, bool reusable = false) =>
        $$$$"""{"attachment":{"type":"{{{{type}}}}","payload":{"url":"{{{{url}}}}","is_reusable":{{{{(reusable ? "true" : "false")}}}}}}}""";

    static string Known(string type, string id) =>
        $$$$"""{"attachment":{"type":"{{{{type}}}}","payload":{"attachment_id":"{{{{id}}}}"}}}""";

    static MultipartFormDataContent Form(string type, byte[] bytes, string mime, string? recipient)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent($$$$"""{"attachment":{"type":"{{{{type}}}}","payload":{"is_reusable":true}}}"""), "message" },
        };
        if (recipient is not null)
            form.Add(new StringContent($$"""{"id":"{{recipient}}"}"""), "recipient");
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new(mime);
        form.Add(part, "filedata", "upload.bin");
        return form;
    }
}
