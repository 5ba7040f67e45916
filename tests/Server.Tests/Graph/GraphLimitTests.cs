using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace Charla.Server.Tests.Graph;

/// <summary>Section 9 of the wire: how often what may be asked, as set in the configuration.</summary>
public sealed class GraphLimitTests(GraphLimitTests.StrictServer server) : IClassFixture<GraphLimitTests.StrictServer>
{
    [Fact]
    [Wire("errors", "613")]
    [Wire(
        "limits", "300 messages a second of a page", "2 reads of conversations a second",
        "10 calls of the profile in 10 minutes")]
    [Wire("errors", "is_transient")]
    public async Task Sends_profile_calls_and_reads_are_limited()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        var sends = await Task.WhenAll(Enumerable.Range(0, 12).Select(number =>
            bot.Send(new { recipient = new { id = person.Psid }, message = new { text = $"{number}" } })));
        var limited = sends.First(answer => answer.StatusCode != HttpStatusCode.OK);
        var error = await Task.FromResult(limited).GraphError(613, status: HttpStatusCode.TooManyRequests);
        Assert.True(error.GetProperty("is_transient").GetBoolean());
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await bot.Say(person, "5");

        for (var number = 0; number < 10; number++)
            await bot.Get("/me/messenger_profile?fields=greeting");
        await bot.Http.Get(bot.Url("/me/messenger_profile?fields=greeting")).GraphError(613);
        var reads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bot.Http.Get(bot.Url("/me/conversations"))));
        await Task.FromResult(reads.First(answer => answer.StatusCode != HttpStatusCode.OK)).GraphError(613);
    }

    [Fact]
    [Wire("limits", "10 sounds or films a second")]
    public async Task Sounds_and_films_have_a_limit_of_their_own()
    {
        var bot = await Bot.Open(server);
        var person = await bot.Person();
        await Sound().GraphError(100, 2018074);
        await Sound().GraphError(613, status: HttpStatusCode.TooManyRequests);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await Sound().GraphError(100, 2018074);

        Task<HttpResponseMessage> Sound() => bot.Send(new
        {
            recipient = new { id = person.Psid },
            message = new { attachment = new { type = "audio", payload = new { attachment_id = "1" } } },
        });
    }

    [Fact]
    [Wire(
        "limits", "200 calls in 24 hours for each person",
        Differs = "20,000 are free however few persons a page has; each number is a setting")]
    [Wire("errors", "80006")]
    public async Task A_page_that_calls_too_much_is_told_for_how_long()
    {
        var bot = await Bot.Open(server);
        for (var number = 0; number < 30; number++)
            await bot.Get("/me");
        using (var answer = await bot.Http.Get(bot.Url("/me")))
            Assert.Contains("\"call_count\":100", answer.Headers.GetValues("x-app-usage").Single(), StringComparison.Ordinal);
        await bot.Http.Get(bot.Url("/me")).GraphError(80006, status: HttpStatusCode.TooManyRequests);
        server.Clock.Advance(TimeSpan.FromHours(25));
        await bot.Get("/me");
    }

    [Fact]
    [Wire("errors", "4")]
    [Wire("limits", "tokens that nobody has", Differs = "after 60 in a minute from one address, code 4")]
    public async Task Whoever_guesses_tokens_is_stopped()
    {
        var bot = await Bot.Open(server);
        for (var guess = 0; guess < 60; guess++)
            await bot.Http.Get($"/me?access_token=page_{guess}").GraphError(190);
        await bot.Http.Get("/me?access_token=page_60").GraphError(4, status: HttpStatusCode.TooManyRequests);
        await bot.Get("/me");
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await bot.Http.Get("/me?access_token=page_61").GraphError(190);
    }

    public sealed class StrictServer : ServerFixture
    {
        protected override bool RelaxedLimits => false;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Platform:SendsPerSecond", "3");
            builder.UseSetting("Platform:MediaPerSecond", "1");
            builder.UseSetting("Platform:CallsAtLeast", "30");
            builder.UseSetting("Platform:CallsPerPerson", "1");
        }
    }
}
