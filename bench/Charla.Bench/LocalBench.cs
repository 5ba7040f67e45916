using System.Diagnostics;
using Charla.Accounts;
using Charla.Conversations;
using Charla.Conversations.Contracts;
using Charla.Entrances;
using Charla.FrontDesk;
using Charla.Inbox;
using Charla.Kernel;
using Charla.Pages;
using Charla.People;
using Charla.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Bench;

/// <summary>
/// What finding the home of a conversation costs a send in the silo that is its home: through the door, as every request
/// goes, beside the same <see cref="ActiveConversation"/> asked by who holds it already. One silo in this process on
/// PostgreSQL, no HTTP, its followers at work for both; in turns, medians of five.
/// </summary>
static class LocalBench
{
    const int Senders = 128;
    const int Conversations = 1000;
    const int Rounds = 5;
    static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(4);
    static readonly string Text = new('x', 280);
    static readonly string[] Quiet =
        ["--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Charla", "None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None"];

    public static async Task<int> Run()
    {
        await using var postgres = await PostgresUnderTest.Start();
        using var scratch = new Scratch(postgres.Server);
        await using var silo = await Start([.. scratch.Arguments, "--urls", $"http://127.0.0.1:{ServerUnderTest.FreePort()}", .. Quiet]);
        var (door, homes) = (silo.Services.GetRequiredService<ConversationDoor>(), silo.Services.GetRequiredService<Homes>());
        var page = new PageId(1);
        while (homes.Find(page) is null)
            await Task.Delay(50);
        var ids = Enumerable.Range(1, Conversations).Select(person => new ConversationId(page, new Psid(person))).ToArray();
        var bare = ids.Select(id => homes.Find(page)!.Conversations.Of(id)).ToArray();
        var rounds = new List<(double Door, double Bare)>();
        for (var round = -1; round < Rounds; round++)
        {
            var run = round;
            var byDoor = await Rate((place, send) => door.Do(ids[place], send), $"d{run + 1}");
            var byItself = await Rate((place, send) => bare[place].Do(send), $"b{run + 1}");
            if (round >= 0)
                rounds.Add((byDoor, byItself));
        }

        await silo.StopAsync();
        Figures.Print("sends on the owning silo, through the door", Figures.Median(rounds.Select(round => round.Door)), "msg/s", "");
        Figures.Print("sends on the owning silo, to the conversation itself", Figures.Median(rounds.Select(round => round.Bare)), "msg/s", "");
        Figures.Print(
            "sends on the owning silo ÷ the same without the actor layer",
            Figures.Median(rounds.Select(round => round.Door / round.Bare)), "", "at least 0.85, aim 0.95");
        return 0;
    }

    static async Task<double> Rate(Func<int, Send, Task<Outcome<Receipt>>> send, string name)
    {
        var since = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var count = 0;
            for (; since.Elapsed < RoundTime; count++)
            {
                var outcome = await send(
                    ((count * Senders) + sender) % Conversations,
                    new Send(Author.Person, $"{name}-{sender}-{count}", new MessageContent { Text = Text }));
                if (!outcome.IsAccepted)
                    throw new InvalidOperationException(outcome.Refusal.Code);
            }

            return count;
        })));
        return counts.Sum() / since.Elapsed.TotalSeconds;
    }

    static async Task<WebApplication> Start(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(Server.Host.Options(arguments));
        builder.AddHost(arguments).AddApiDocument().AddKernel();
        builder.AddAccounts().AddPages().AddPeople().AddConversations().AddFrontDesk().AddEntrances().AddInbox();
        var app = builder.Build();
        app.UseHost();
        await app.PrepareStore();
        await app.StartAsync();
        return app;
    }
}
