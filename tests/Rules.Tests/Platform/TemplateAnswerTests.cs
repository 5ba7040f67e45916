using System.Text.Json;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Platform.Messages;

namespace Charla.Rules.Tests.Platform;

public sealed class TemplateAnswerTests
{
    static readonly DateTimeOffset Monday = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    static readonly Author App = new(AuthorKind.App, "1", "Luna");

    const string Address = """{"name":"Noor","street_1":"Mayor 4","city":"Madrid","postal_code":"28013","country":"ES"}""";

    public static TheoryData<string, string, string?> Answers => new()
    {
        { "coupon", "{}", null },
        { "coupon", """{"x":1}""", "answer.malformed" },
        { "customer_feedback", """{"score":5}""", null },
        { "customer_feedback", """{"score":1,"text":"Slow"}""", null },
        { "customer_feedback", """{"score":6}""", "answer.malformed" },
        { "customer_feedback", """{"score":0}""", "answer.malformed" },
        { "customer_feedback", """{"text":"Slow"}""", "answer.malformed" },
        { "customer_information", Address, null },
        { "customer_information", """{"name":"Noor"}""", "answer.malformed" },
        { "customer_information", """{"name":"Noor","street_1":"Mayor 4","city":"Madrid","postal_code":"28013","country":"ES","shoe_size":"40"}""", "answer.malformed" },
        { "one_time_notif_req", """{"granted":true,"token":"t"}""", null },
        { "one_time_notif_req", """{"granted":false}""", "answer.malformed" },
        { "one_time_notif_req", "{}", "answer.malformed" },
        { "notification_messages", """{"granted":true}""", null },
        { "notification_messages", """{"granted":false}""", null },
        { "receipt", "{}", "answer.malformed" },
        { "generic", "{}", "answer.malformed" },
        { "coupon", "nothing", "answer.malformed" },
        { "coupon", "[]", "answer.malformed" },
    };

    [Theory, MemberData(nameof(Answers))]
    public void An_answer_fits_what_was_asked(string template, string answer, string? code) =>
        Assert.Equal(code, Decide(Asked(template), answer).Refusal?.Code);

    [Fact]
    public void A_form_is_answered_once_and_in_time()
    {
        var asked = Asked("customer_feedback");
        var answered = Decide(asked, """{"score":4}""").Value!.Rewrite!.Message;
        Assert.Equal("""{"score":4}""", answered.Answer);
        Assert.Equal("answer.repeated", Decide(asked with { Event = answered }, """{"score":5}""").Refusal!.Code);
        Assert.Null(Decide(asked, """{"score":4}""", Monday.AddDays(3)).Refusal);
        Assert.Equal("answer.too_late", Decide(asked, """{"score":4}""", Monday.AddDays(3).AddSeconds(1)).Refusal!.Code);
    }

    [Fact]
    [Wire("policy", "an opt-in opens no window", "a form that is answered does", "a token is good for a year")]
    public void A_consent_becomes_a_token_and_a_form_opens_the_window()
    {
        var once = Decide(Asked("one_time_notif_req"), """{"granted":true,"token":"m_5_1.a"}""").Value!.After;
        Assert.Equal(new ConsentToken("m_5_1.a", "When the almond cake is back", Monday.AddDays(365)), once.Tokens!.Single());
        Assert.Null(once.PersonOpenedAt);

        var asked = Asked("notification_messages");
        var weekly = Decide(asked, """{"granted":true,"token":"m_5_1.b"}""").Value!.After;
        Assert.Equal(TimeSpan.FromDays(7), weekly.Tokens!.Single().Every);
        var stopped = Conversation.Decide(weekly, new Answer(Author.Person, 1, """{"granted":false}"""), Monday, asked).Value!.After;
        Assert.True(stopped.Tokens!.Single().IsStopped);
        var again = Conversation.Decide(stopped, new Answer(Author.Person, 1, """{"granted":true,"token":"m_5_1.c"}"""), Monday, asked).Value!.After;
        Assert.Equal(("m_5_1.c", false), (again.Tokens!.Single().Id, again.Tokens!.Single().IsStopped));

        Assert.Equal(Monday, Decide(Asked("coupon"), "{}").Value!.After.PersonOpenedAt);
    }

    [Fact]
    public void Only_the_person_answers()
    {
        var refused = Conversation.Decide(new ConversationState(), new Answer(App, 1, "{}"), Monday, Asked("coupon"));
        Assert.Equal("not_found", refused.Refusal!.Code);
    }

    public static TheoryData<string, string, string, string> Told => new()
    {
        { "coupon", "{}", "template", """{"type":"coupon","payload":"COUPON","coupon_code":"LUNA10"}""" },
        {
            "customer_feedback",
            """{"score":5,"text":"Warm bread"}""",
            "messaging_feedback",
            """{"feedback_screens":[{"screen_id":0,"questions":{"visit_1":{"type":"csat","payload":"5","follow_up":{"type":"free_form","payload":"Warm bread"}}}}]}"""
        },
        {
            "customer_information",
            Address,
            "messaging_customer_information",
            """{"screens":[{"screen_id":0,"responses":[{"key":"name","value":"Noor"},{"key":"street_1","value":"Mayor 4"},{"key":"city","value":"Madrid"},{"key":"postal_code","value":"28013"},{"key":"country","value":"ES"}]}]}"""
        },
        {
            "one_time_notif_req",
            """{"granted":true,"token":"m_5_1.secret"}""",
            "optin",
            """{"type":"one_time_notif_req","payload":"BACK_IN_STOCK","one_time_notif_token":"m_5_1.secret"}"""
        },
        {
            "notification_messages",
            """{"granted":false}""",
            "optin",
            """{"type":"notification_messages","payload":"WEEKLY","title":"New cakes every week","notification_messages_status":"STOP_NOTIFICATIONS"}"""
        },
    };

    [Theory, MemberData(nameof(Told))]
    [Wire("event: messaging_optins", "notification_messages_status STOP_NOTIFICATIONS")]
    public void The_wire_is_told_in_its_own_words(string template, string answer, string key, string value)
    {
        var entry = Decide(Asked(template), answer).Value!.Entries.Single();
        var told = WireAnswer.Of(
            new Entry(2, Asked(template).Conversation, entry.Log, 2, Monday, Author.Person, entry.Event), (Answered)entry.Event);
        Assert.Equal((key, value), (told.Key, told.Value.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
    }

    static Outcome<Decision> Decide(Entry asked, string answer, DateTimeOffset? at = null) =>
        Conversation.Decide(new ConversationState { ThreadSeq = 1 }, new Answer(Author.Person, 1, answer), at ?? Monday, asked);

    static Entry Asked(string template) => new(
        1,
        new ConversationId(new PageId(1), new Psid(5)),
        Log.Thread,
        1,
        Monday,
        App,
        new MessageSent(MessageReader.Read(JsonElement.Parse(SampleTemplates.Message(SampleTemplates.All[template]))).Value!.Content));
}
