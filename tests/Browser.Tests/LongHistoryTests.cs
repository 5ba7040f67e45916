using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>A conversation of years: whoever reads back in it never loses the place, and it stays light.</summary>
public sealed partial class LongHistoryTests(Stage stage) : Walk(stage)
{
    const int Messages = 1_500;
    const int AtOnce = 16;
    const int MostRows = 250;
    const double MostMoved = 1;

    /// <summary>What a reader looks at: the words at the top edge, found again by their key.</summary>
    const string Eyes = """
        () => {
          const log = document.querySelector("[role=log]");
          const edge = log.getBoundingClientRect().top;
          const words = (row) => (row.querySelector("[class*=_speech_]") ?? row).getBoundingClientRect();
          const rows = () => [...log.querySelectorAll("[data-key]")];
          let place;
          window.reader = {
            rest() {
              const row = rows().find((one) => words(one).bottom > edge);
              place = { key: row.dataset.key, top: words(row).top, height: log.scrollHeight };
            },
            /** How far the words have moved from where they were. */
            moved() {
              const row = rows().find((one) => one.dataset.key === place.key);
              return row ? words(row).top - place.top : NaN;
            },
            /** Watches every frame until the history has grown and nothing happens any more; the farthest the words were off. */
            async watch() {
              let farthest = 0;
              for (let calm = 0; calm < 12; calm = log.scrollHeight > place.height ? calm + 1 : 0) {
                await new Promise(requestAnimationFrame);
                if (!(Math.abs(this.moved()) <= Math.abs(farthest))) farthest = this.moved();
              }
              return farthest;
            },
            async scrollsNoMore() {
              for (let calm = 0, last = NaN; calm < 8; calm++) {
                await new Promise(requestAnimationFrame);
                if (log.scrollTop !== last) calm = 0;
                last = log.scrollTop;
              }
            },
            rows: () => rows().length,
            isAtTheFirst: () => log.scrollTop < 1 && log.querySelector("[data-chunk]").dataset.chunk === "0",
          };
        }
        """;

    [Fact]
    public async Task Thousands_of_messages_are_read_back_without_a_jump()
    {
        await using var server = await ServerProcess.Start();
        var shop = await Shop.Open(server);
        var (device, psid, token) = await shop.Customer("Noor");
        await Write(server, shop, device, psid);

        var phone = await Phone(width: 412, scale: 2.625f);
        await phone.AddInitScriptAsync($"localStorage.setItem('charla.device.{shop.Handle}', '{token}')");
        await phone.GotoAsync($"{server.Address}m/{shop.Handle}");
        await Expect(phone.Locator("[data-key]").Last).ToContainTextAsync("That is all.");
        var touch = await phone.Context.NewCDPSessionAsync(phone);
        // The finger rests before it lifts, so that nothing rolls on.
        async Task Swipe(int distance)
        {
            for (var step = 0; step <= 6; step++)
                await Touch(step == 0 ? "touchStart" : "touchMove", new { x = 200, y = 130 + (distance * step / 6) });
            await Task.Delay(80);
            await Touch("touchMove", new { x = 200, y = 131 + distance });
            await Touch("touchEnd");
        }

        Task Touch(string type, params object[] points) =>
            touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });

        await ReadBack(phone, Swipe, pages: 6);
        await Shoot(phone, "long-history-phone");
        await HearOfTheNew(phone, shop, psid);

        await ReadToTheFirst(phone);
        await Expect(phone.GetByText("No. 1 ").First).ToBeVisibleAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "1 new" }).ClickAsync();
        await Expect(phone.Bubble("Are you still there?")).ToBeInViewportAsync();
        Assert.InRange(await phone.EvaluateAsync<int>("() => reader.rows()"), 1, MostRows);

        var desk = await Desktop();
        await shop.SignIn(desk);
        await desk.GotoAsync($"{server.Address}console/inbox/{shop.Handle}/{psid}");
        await Expect(desk.Bubble("Are you still there?")).ToBeVisibleAsync();
        await desk.GetByRole(AriaRole.Log).HoverAsync();
        await ReadBack(desk, distance => desk.Mouse.WheelAsync(0, -distance), pages: 3);
    }

    /// <summary>Every page comes while the reader rests, so that whatever moves then was not moved by them.</summary>
    static async Task ReadBack(IPage window, Func<int, Task> scroll, int pages)
    {
        using var asked = new SemaphoreSlim(0);
        using var answered = new SemaphoreSlim(0);
        await window.RouteAsync(Older(), async route =>
        {
            asked.Release();
            await answered.WaitAsync();
            await route.ContinueAsync();
        });
        await window.EvaluateAsync(Eyes);
        var moves = new List<double>();
        for (var swipes = 0; moves.Count < pages; swipes++)
        {
            Assert.InRange(swipes, 0, pages * 30);
            await scroll(420 + (23 * (swipes % 7)));
            await window.EvaluateAsync("() => reader.scrollsNoMore()");
            if (!await asked.WaitAsync(TimeSpan.FromMilliseconds(20)))
                continue;
            await window.EvaluateAsync("() => reader.rest()");
            answered.Release();
            moves.Add(await window.EvaluateAsync<double>("() => reader.watch()"));
        }

        await window.UnrouteAsync(Older());
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("  ", moves.Select(move => move.ToString("0.##", CultureInfo.InvariantCulture))));
        Assert.All(moves, move => Assert.InRange(move, -MostMoved, MostMoved));
    }

    /// <summary>Somebody writes while the reader is far up.</summary>
    static async Task HearOfTheNew(IPage phone, Shop shop, string psid)
    {
        await phone.EvaluateAsync("() => reader.rest()");
        await shop.App.Post($"/api/inbox/{shop.Id}/conversations/{psid}/messages", new { client_id = "late", text = "Are you still there?" });
        await Expect(phone.GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToBeVisibleAsync();
        Assert.InRange(await phone.EvaluateAsync<double>("() => reader.moved()"), -MostMoved, MostMoved);
    }

    static async Task ReadToTheFirst(IPage phone)
    {
        await phone.Mouse.MoveAsync(200, 400);
        for (var swipes = 0; swipes < 2000; swipes++)
        {
            await phone.Mouse.WheelAsync(0, -3000);
            if (await phone.EvaluateAsync<bool>("() => reader.isAtTheFirst()"))
                return;
            Assert.InRange(await phone.EvaluateAsync<int>("() => reader.rows()"), 0, MostRows);
        }

        Assert.Fail("The beginning never came.");
    }

    /// <summary>Both sides, some days, and something of every kind.</summary>
    async Task Write(ServerProcess server, Shop shop, HttpClient device, string psid)
    {
        var photo = await Upload(device, await Chatting.Photo(Browser));
        var path = $"/api/inbox/{shop.Id}/conversations/{psid}/messages";
        string? quoted = null;
        for (var number = 1; number < Messages;)
        {
            var together = Enumerable.Range(number, Math.Min(number % 97 == 0 ? 1 : AtOnce, Messages - number)).ToList();
            var written = await Task.WhenAll(together.Select(one => one / 5 % 2 == 0
                ? device.Post("/api/chat/messages", Message(one, photo, quoted))
                : shop.App.Post(path, Message(one, null, quoted))));
            quoted = written[^1].Text("message_id");
            number += together.Count;
            if (number % 1000 < AtOnce)
                await server.Operator.Post("/api/admin/clock", new { advance = "PT9H" });
            else if (number % 100 < AtOnce)
                await server.Operator.Post("/api/admin/clock", new { advance = "PT6M" });
        }

        await device.Post("/api/chat/messages", new { client_id = "end", text = "That is all." });
    }

    static object Message(int number, string? photo, string? quoted) => new
    {
        client_id = $"n{number}",
        text = $"No. {number} " + (number % 17 == 0 ? string.Concat(Enumerable.Repeat("And then one thing led to the other. ", 14))
            : number % 11 == 0 ? "is at https://luna.example/bread/rye?size=large"
            : string.Concat(Enumerable.Repeat("so ", number % 23))),
        attachment = photo is not null && number % 50 < 3 ? new { file_id = photo } : null,
        reply_to = quoted is not null && number % 13 == 0 ? new { message_id = quoted } : null,
    };

    static async Task<string> Upload(HttpClient device, byte[] picture)
    {
        using var file = new ByteArrayContent(picture);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { file, "file", "loaf.png" } };
        using var answer = await device.PostAsync("/api/chat/files", form, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Text("file_id");
    }

    [GeneratedRegex(@"/events\?.*before=")]
    private static partial Regex Older();
}
