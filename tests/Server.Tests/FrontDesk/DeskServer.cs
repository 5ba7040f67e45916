using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.FrontDesk;
using Charla.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Server.Tests.FrontDesk;

/// <summary>A server whose clock only the desk's tests move, and only forwards, with what they say to it.</summary>
public sealed class DeskServer : ServerFixture
{
    public DeskServer() => Clock.Set(FridayNoon);

    /// <summary>The Friday on which the last shop opened.</summary>
    public DateTimeOffset FridayNoon { get; private set; } = new(2040, 1, 6, 12, 0, 0, TimeSpan.Zero);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A page, open on weekdays from 9 to 17, whose desk says everything it can.</summary>
    internal async Task<Shop> OpenShop()
    {
        FridayNoon = FridayNoon.AddDays(7);
        Clock.Set(FridayNoon);
        var made = await this.MakePage();
        var shop = new Shop(made.Text("page_id"), made.Text("handle"), Visitor(made.Text("page_access_token")));
        var day = new[] { new { from = "09:00", to = "17:00" } };
        await shop.Team.Patch($"/api/pages/{shop.Id}", new { timezone = "UTC", hours = new { mon = day, tue = day, wed = day, thu = day, fri = day } })
            .Json();
        await shop.SaveDesk(new
        {
            instant = new { on = true, text = new { en = "Thank you {{first_name}}." } },
            away = new
            {
                on = true,
                text = new { en = "A person answers {{back}}, {{usual_reply}}.", es = "Una persona responde {{back}}." },
            },
            faqs = new[] { new { id = "park", question = new { en = "Can I park?" }, answer = new { en = "Yes, at {{page}}." } } },
        });
        return shop;
    }

    internal async Task<Customer> Enter(Shop shop, string locale = "en")
    {
        var session = await Visitor().Post($"/api/chat/{shop.Handle}/sessions", new { locale }).Json();
        var id = new ConversationId(PageId.Parse(shop.Id, null), Psid.Parse(session.Text("psid"), null));
        return new Customer(this, Visitor(session.Text("token")), id);
    }

    internal sealed record Shop(string Id, string Handle, HttpClient Team)
    {
        public async Task SaveDesk(object desk)
        {
            using var answer = await Team.PutAsync(
                new Uri($"/api/desk/{Id}", UriKind.Relative),
                new StringContent(JsonSerializer.Serialize(desk), System.Text.Encoding.UTF8, "application/json"),
                Cancel);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    /// <summary>A customer of the shop. Nothing is a promise until <see cref="Autos"/> saw a known last reply.</summary>
    internal sealed record Customer(DeskServer Server, HttpClient Chat, ConversationId Id)
    {
        static readonly Author Ana = new(AuthorKind.Member, "1", "Ana");

        ConversationDoor Door => Server.Services.GetRequiredService<ConversationDoor>();

        public Task Write(string text) => Chat.Post("/api/chat/messages", new { client_id = Ids.NewSecret(), text }).Json();

        public Task AskToPark() => Chat.Post(
            "/api/chat/messages",
            new { client_id = Ids.NewSecret(), postback = new { title = "Can I park?", payload = "faq:park" } }).Json();

        public Task AskForPerson() => Chat.Post(
            "/api/chat/messages",
            new { client_id = Ids.NewSecret(), postback = new { title = "Talk to a person", payload = Handover.Payload } }).Json();

        public Task<ConversationState> State() => Door.Look(Id).AsTask();

        public async Task<IReadOnlyList<Entry>> Team() =>
            (await Server.Services.GetRequiredService<ConversationReader>().Page(Id, Log.Team, after: 0, before: null, 200)).Entries;

        public async Task TeamDoes(Func<Author, Command> command) =>
            Assert.Null((await Door.Do(Id, command(Ana))).Refusal);

        public Task TeamWrites(string text) =>
            TeamDoes(ana => new Send(ana, Ids.NewSecret(), new MessageContent { Text = text }));

        public async Task<IReadOnlyList<Entry>> Thread() =>
            (await Server.Services.GetRequiredService<ConversationReader>().Page(Id, Log.Thread, after: 0, before: null, 200)).Entries;

        /// <summary>Waits for so many automatic replies; gives all there are.</summary>
        public async Task<IReadOnlyList<MessageContent>> Autos(int atLeast)
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            late.CancelAfter(TimeSpan.FromSeconds(30));
            while (true)
            {
                var autos = (await Thread()).Select(entry => entry.Event).OfType<MessageSent>()
                    .Select(sent => sent.Content).Where(content => content.Auto is not null).ToList();
                if (autos.Count >= atLeast)
                    return autos;
                await Task.Delay(25, late.Token);
            }
        }

        /// <summary>Gives the desk every entry once more, as a follower does that lost its checkpoint.</summary>
        public async Task FollowAgain()
        {
            var desk = Server.Services.GetRequiredService<AnswerByItself>();
            foreach (var entry in (await Thread()).Where(desk.Wants))
                await desk.Handle(entry, Cancel);
        }

        public Task ForgetMemory() =>
            Server.Services.GetRequiredService<DeskStore>().Remember(Id, new DeskMemory());
    }
}
