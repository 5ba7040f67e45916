using Charla.Conversations.Contracts;

namespace Charla.Server.Tests.FrontDesk;

public sealed class AutomaticAnswerTests(DeskServer server) : IClassFixture<DeskServer>
{
    DateTimeOffset FridayNight => server.FridayNoon.AddHours(9);

    [Fact]
    public async Task A_start_gets_one_instant_reply_and_a_question_its_answer()
    {
        var customer = await server.Enter(await server.OpenShop());
        await customer.Write("Hello");
        await customer.Write("Is anybody there?");
        await customer.AskToPark();
        await customer.Write("can i PARK");

        var autos = await customer.Autos(3);

        Assert.Equal(["instant", "faq", "faq"], autos.Select(auto => auto.Auto));
        Assert.Equal(["Thank you.", "Yes, at Luna Bakery.", "Yes, at Luna Bakery."], autos.Select(auto => auto.Text));
    }

    [Fact]
    public async Task A_reply_is_the_helper_s()
    {
        var customer = await server.Enter(await server.OpenShop());
        await customer.Write("Hello");
        await customer.Autos(1);
        var reply = (await customer.Thread())[^1];
        Assert.Equal(new Author(AuthorKind.Helper, null, "Helper"), reply.By);
    }

    [Fact]
    public async Task A_closed_period_gets_one_true_away_reply()
    {
        var customer = await server.Enter(await server.OpenShop());
        server.Clock.Set(FridayNight);
        await customer.Write("Hello");
        Assert.Equal("A person answers Monday 9:00.", (await customer.Autos(1))[0].Text);

        server.Clock.Set(FridayNight.AddDays(1));
        await customer.Write("Still there?");
        await customer.AskToPark();
        Assert.Equal(["away", "faq"], (await customer.Autos(2)).Select(auto => auto.Auto));

        server.Clock.Set(FridayNight.AddDays(3));
        await customer.Write("Hello on Monday night");
        Assert.Equal("A person answers tomorrow 9:00.", (await customer.Autos(3))[2].Text);
    }

    [Fact]
    public async Task A_holiday_is_closed_and_spoken_of_in_the_person_s_language()
    {
        var shop = await server.OpenShop();
        await shop.Team.Patch($"/api/pages/{shop.Id}", new
        {
            special_days = new[] { new { date = $"{server.FridayNoon.AddDays(3):yyyy-MM-dd}", name = "Holiday", spans = Array.Empty<object>() } },
        }).Json();
        var customer = await server.Enter(shop, "es-MX");
        server.Clock.Set(FridayNight);
        await customer.Write("Hola");
        Assert.Equal("Una persona responde el martes a las 9:00.", (await customer.Autos(1))[0].Text);
    }

    [Fact]
    public async Task A_person_s_answer_silences_the_desk_until_the_conversation_is_resolved()
    {
        var customer = await server.Enter(await server.OpenShop());
        await customer.Write("Hello");
        await customer.Autos(1);
        await customer.TeamWrites("Good morning");
        await customer.Write("Can I park?");
        await customer.TeamDoes(ana => new SetStatus(ana, ConversationStatus.Resolved));
        await customer.Write("One more thing");
        Assert.Equal(["instant", "instant"], (await customer.Autos(2)).Select(auto => auto.Auto));
    }

    [Fact]
    public async Task Who_asks_for_a_person_is_told_once_when_somebody_is_there_and_the_desk_is_silent()
    {
        var shop = await server.OpenShop();
        var inHours = await server.Enter(shop);
        await inHours.AskForPerson();
        await inHours.Autos(1);
        await inHours.AskForPerson();
        await inHours.AskToPark();
        var atNight = await server.Enter(shop, "es");
        server.Clock.Set(FridayNight);
        await atNight.Write("Hablar con una persona");

        Assert.Equal("He pasado tu mensaje al equipo, que vuelve el lunes a las 9:00.", (await atNight.Autos(1))[0].Text);
        Assert.Equal(["I have passed this to the team. A person answers here."], (await inHours.Autos(1)).Select(auto => auto.Text));
        var state = await inHours.State();
        Assert.True(state.HelperQuiet);
        Assert.NotNull(state.WaitingSince);
        var quieted = Assert.Single(await inHours.Team(), entry => entry.Event is HelperQuieted { Quiet: true });
        Assert.Equal(AuthorKind.Helper, quieted.By.Kind);
    }

    [Fact]
    public async Task The_inbox_wakes_the_desk()
    {
        var customer = await server.Enter(await server.OpenShop());
        await customer.Write("Hello");
        await customer.Autos(1);
        await customer.TeamWrites("Good morning");
        await customer.TeamDoes(ana => new QuietHelper(ana, Quiet: false));
        await customer.AskToPark();
        Assert.Equal(["instant", "faq"], (await customer.Autos(2)).Select(auto => auto.Auto));
    }

    [Fact]
    public async Task What_is_followed_twice_is_answered_once()
    {
        var customer = await server.Enter(await server.OpenShop());
        await customer.Write("Hello");
        await customer.AskToPark();
        await customer.Autos(2);

        await customer.FollowAgain();
        await customer.ForgetMemory();
        await customer.FollowAgain();

        Assert.Equal(2, (await customer.Autos(2)).Count);
    }

    [Fact]
    public async Task The_usual_reply_is_what_people_took_in_open_hours()
    {
        var shop = await server.OpenShop();
        var customer = await server.Enter(shop);
        server.Clock.Set(server.FridayNoon.AddHours(4).AddMinutes(58));
        await customer.Write("Hello");
        await customer.Autos(1);
        server.Clock.Set(server.FridayNoon.AddDays(2).AddHours(21).AddMinutes(4));
        await customer.TeamWrites("Good morning");
        await customer.TeamDoes(ana => new SetStatus(ana, ConversationStatus.Resolved));

        await Eventually(async () =>
            (await shop.Team.Get($"/api/desk/{shop.Id}/usual-reply").Json()).GetProperty("sample_count").GetInt32() == 1);
        var usual = await shop.Team.Get($"/api/desk/{shop.Id}/usual-reply").Json();
        Assert.InRange(usual.GetProperty("seconds").GetInt32(), 359, 365);

        server.Clock.Set(server.FridayNoon.AddDays(3).AddHours(10));
        await customer.Write("Good evening");
        Assert.Matches("^A person answers tomorrow 9:00, usually within [67] minutes\\.$", (await customer.Autos(2))[1].Text!);
    }

    static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 600, "It did not come to pass.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
