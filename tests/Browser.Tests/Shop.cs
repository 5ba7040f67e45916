using System.Text.Json;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>A business's page that the operator made, with the keys an app of it would have.</summary>
sealed class Shop
{
    public const string Password = "correct horse battery";

    static int made;

    readonly JsonElement page;
    readonly ServerProcess server;

    Shop(ServerProcess server, JsonElement page, string email)
    {
        (this.server, this.page, OwnerEmail) = (server, page, email);
        App = server.Caller(page.Text("page_access_token"));
    }

    public string Handle => page.Text("handle");

    public string Id => page.Text("page_id");

    public string AppToken => $"{AppId}|{page.Text("app_secret")}";

    public string AppId => page.Text("app_id");

    public string OwnerEmail { get; }

    public string ConsoleLink => page.Text("console_link");

    /// <summary>Calls the API with the page's own token.</summary>
    public HttpClient App { get; }

    /// <summary>Open around the clock, with a greeting, one question and an instant reply in two languages.</summary>
    public static async Task<Shop> Open(ServerProcess server, string name = "Luna Bakery")
    {
        var number = Interlocked.Increment(ref made);
        var email = $"owner-{number}@luna.example";
        var page = await server.Operator.Post("/api/admin/pages", new
        {
            name,
            handle = $"luna-{number}",
            owner_email = email,
            locale = "en",
            timezone = "Europe/Madrid",
        });
        return new Shop(server, page, email);
    }

    /// <summary>The owner comes in by the link without the screen of it; the window's cookies are theirs from now on.</summary>
    public async Task SignIn(IPage window, string name = "Clara", string locale = "en")
    {
        var token = ConsoleLink[(ConsoleLink.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        await Send(window, "POST", "/api/auth/invitation", new { token, name, email = OwnerEmail, password = Password, locale });
        await FitOut(window);
    }

    /// <summary>What an owner would set: hours, languages, and what the desk says.</summary>
    public async Task FitOut(IPage window)
    {
        var allDay = new[] { new { from = "00:00", to = "24:00" } };
        await Send(window, "PATCH", $"/api/pages/{Id}", new
        {
            about = new { en = "Sourdough, cakes to order and coffee.", es = "Pan de masa madre, tartas y café." },
            locales = new[] { "en", "es" },
            address = "Calle de la Luna 7, Madrid",
            phone = "+34 600 000 000",
            hours = new { mon = allDay, tue = allDay, wed = allDay, thu = allDay, fri = allDay, sat = allDay, sun = allDay },
        });
        await Send(window, "PUT", $"/api/desk/{Id}", new
        {
            greeting = new { on = true, text = new { en = "Hello! Ask us anything about bread and cakes.", es = "¡Hola! Pregúntanos por panes y tartas." } },
            instant = new { on = true, text = new { en = "Thank you. We read every message.", es = "Gracias. Leemos todos los mensajes." } },
            faqs = new[]
            {
                new
                {
                    question = new { en = "Do you take cake orders?", es = "¿Hacéis tartas por encargo?" },
                    answer = new { en = "Yes, two days ahead.", es = "Sí, con dos días." },
                },
            },
        });
    }

    /// <summary>A customer's device that speaks to the API only.</summary>
    public async Task<(HttpClient Device, string Psid, string Token)> Customer(string? name = null)
    {
        var session = await server.Operator.Post($"/api/chat/{Handle}/sessions", new { locale = "en", timezone = "Europe/Madrid" });
        var device = server.Caller(session.Text("token"));
        if (name is not null)
            await device.Json(HttpMethod.Patch, "/api/chat/person", new { name });
        return (device, session.Text("psid"), session.Text("token"));
    }

    /// <summary>The whole thread as the team's API tells it, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Events(string psid)
    {
        var answer = await App.Get($"/api/inbox/{Id}/conversations/{psid}/events?after=0&limit=200");
        return [.. answer.GetProperty("events").EnumerateArray()];
    }

    /// <summary>A conversation with something of everything; the person's id.</summary>
    public static async Task<string> Fill(Shop shop, bool spanish = false)
    {
        var (device, psid, _) = await shop.Customer("Noor");
        var path = $"/api/inbox/{shop.Id}/conversations/{psid}";
        string Say(string english, string other) => spanish ? other : english;
        await device.Post("/api/chat/messages", new { client_id = "c1", text = Say("Is the rye bread back on Thursday?", "¿Hay pan de centeno?") });
        await shop.App.Post($"{path}/messages", new
        {
            client_id = "a1",
            text = Say("Yes, from 9:00. Shall we keep one?", "Sí, a partir de mañana."),
            quick_replies = new[] { new { title = Say("One, please", "Uno, por favor"), payload = "1" }, new { title = "2", payload = "2" } },
        });
        await shop.App.Post($"{path}/notes", new { client_id = "n1", text = Say("Comes on Thursdays.", "Viene cada jueves.") });
        await device.Post("/api/chat/messages", new { client_id = "c2", text = Say("Two, please. And do you slice it?", "Dos, por favor.") });
        return psid;
    }

    /// <summary>The page's app is told of messages at the bot; the id of a delivery that arrived there.</summary>
    public async Task<string> Subscribe(BotHost bot)
    {
        var app = $"/api/platform/{Id}/apps/{AppId}";
        await App.Json(HttpMethod.Put, $"{app}/webhook", new { callback_url = bot.Address, fields = new[] { "messages" } });
        var sent = await App.Post($"{app}/webhook/test", new { field = "messages" });
        await bot.Told(1);
        return sent.Text("delivery_id");
    }

    /// <summary>As a tab of the window's own would send it, with its cookies.</summary>
    public async Task Send(IPage window, string method, string path, object body)
    {
        var address = new Uri(server.Address, path).ToString();
        var answer = await window.Context.APIRequest.FetchAsync(address, new()
        {
            Method = method,
            DataObject = body,
            Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin" },
        });
        Assert.True(answer.Ok, $"{method} {path}: {answer.Status} {await answer.TextAsync()}");
    }
}
