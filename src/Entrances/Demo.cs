using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.FrontDesk.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.People.Contracts;

namespace Charla.Entrances;

/// <summary>
/// A made-up bakery to look around in, marked as sample: page, desk, ways in and a few conversations in two languages.
/// All of it comes in by the doors that everything comes in by.
/// </summary>
sealed class Demo(
    Businesses businesses,
    SamplePages samplePages,
    PageDirectory pages,
    DeskDirectory desks,
    PersonDirectory persons,
    EntranceStore entrances,
    ConversationDoor door,
    TimeProvider clock)
{
    const string Handle = "luna";
    const string OwnerEmail = "owner@luna.example";

    static readonly Author Clara = new(AuthorKind.Member, Name: "Clara");
    static readonly Author Tom = new(AuthorKind.Member, Name: "Tom");

    /// <summary>The path by which the bakery's owner comes in; null when the owner did already.</summary>
    public async Task<string?> Seed()
    {
        var owned = await businesses.ForOwner(OwnerEmail, "Luna Bakery");
        if (await pages.FindByHandle(Handle) is null)
            await Fill(owned.Id);
        return owned.InvitationToken is { } token ? InvitationLink.Path(token) : null;
    }

    async Task Fill(BusinessId business)
    {
        var made = await samplePages.Make(business, "Luna Bakery", Handle, "en", "Europe/Madrid", Look);
        if (made.Value is not { } page)
            throw new InvalidOperationException(made.Refusal!.Detail);
        await AddEntrance.Add(entrances, page, NewEntrance("Table 7", "table-7", EntranceKind.Code), clock.GetUtcNow());
        await AddEntrance.Add(entrances, page, NewEntrance("Shop window", "window", EntranceKind.Code), clock.GetUtcNow());
        await AddEntrance.Add(entrances, page, NewEntrance("Instagram", "instagram", EntranceKind.Link), clock.GetUtcNow());
        await Order(page);
        await Delivery(page);
        await Rye(page);
        await Question(page);
    }

    /// <summary>A cake for Saturday: quick replies, a note, a reaction.</summary>
    async Task Order(Page page)
    {
        var marta = await Enter(page, "Marta", "es", "code", "window", "Shop window");
        await Say(marta, Author.Person, "Hola, ¿puedo encargar una tarta de limón para el sábado? Somos ocho.");
        await Do(marta, new Send(Clara, NewClientId(), new MessageContent
        {
            Text = "¡Claro que sí, Marta! ¿A qué hora pasas a recogerla?",
            QuickReplies = [new("10:00", "10:00"), new("11:00", "11:00"), new("12:00", "12:00")],
        }));
        await Do(marta, new Send(Author.Person, NewClientId(), new MessageContent { Text = "11:00", QuickReplyPayload = "11:00" }));
        var agreed = await Say(marta, Clara, "Apuntado: tarta de limón para ocho, el sábado a las 11:00. Son 28 €.");
        await Do(marta, new React(Author.Person, agreed.Seq, "❤️"));
        await Do(marta, new AddNote(Clara, NewClientId(), "Sin nueces: su hijo es alérgico."));
    }

    /// <summary>A question that is answered and done with.</summary>
    async Task Delivery(Page page)
    {
        var aisha = await Enter(page, "Aisha", "en", "link", "instagram", "Instagram");
        await Say(aisha, Author.Person, "Hello! Do you deliver to offices in the centre?");
        await Say(aisha, Tom, "We do, on weekdays before 10:00. The first delivery is on us.");
        var thanks = await Say(aisha, Author.Person, "Wonderful, thank you!");
        await Do(aisha, new MarkRead(Tom, thanks.Seq));
        await Do(aisha, new SetStatus(Tom, ConversationStatus.Resolved));
    }

    /// <summary>Somebody at a table who waits for an answer.</summary>
    async Task Rye(Page page)
    {
        var ben = await Enter(page, "Ben", "en", "code", "table-7", "Table 7");
        await Say(ben, Author.Person, "Is the rye bread back on Thursday?");
        await Say(ben, Tom, "Yes, from 9:00. Shall we keep one for you?");
        await Say(ben, Author.Person, "Two, please. And do you slice it?");
    }

    /// <summary>A tapped question, which the desk answers by itself.</summary>
    async Task Question(Page page)
    {
        var lucia = await Enter(page, "Lucía", "es", "page", null, null);
        var welcome = await desks.Welcome(page, "es", "Lucía");
        if (welcome.Starters is [var first, ..])
            await Do(lucia, new Tap(Author.Person, NewClientId(), first.Title, first.Payload));
    }

    async Task<ConversationId> Enter(Page page, string name, string locale, string kind, string? @ref, string? entrance)
    {
        var person = await persons.Create(page.Id, locale, page.TimeZone);
        await persons.Update(page.Id, person.Psid, made => made with { Name = name });
        var id = new ConversationId(page.Id, person.Psid);
        await Do(id, new Enter(Author.Person, NewClientId(), new EntranceUsed(kind, @ref, entrance)));
        return id;
    }

    Task<Receipt> Say(ConversationId id, Author by, string text) =>
        Do(id, new Send(by, NewClientId(), new MessageContent { Text = text }));

    async Task<Receipt> Do(ConversationId id, Command command)
    {
        var done = await door.Do(id, command);
        return done.Value ?? throw new InvalidOperationException(done.Refusal!.Detail);
    }

    static Entrance NewEntrance(string name, string @ref, EntranceKind kind) => new($"{Ids.NewNumber()}", name, @ref, kind);

    static string NewClientId() => Ids.NewSecret();

    static Page Look(Page page)
    {
        IReadOnlyList<Span> weekday = [new(450, 840), new(990, 1200)], saturday = [new(480, 840)];
        return page with
        {
            About = new Dictionary<string, string>
            {
                ["en"] = "Sourdough, cakes to order and coffee, baked around the corner since 1987.",
                ["es"] = "Pan de masa madre, tartas por encargo y café. Horneamos en el barrio desde 1987.",
            },
            Category = "bakery",
            Brand = "#a32858",
            Locales = ["en", "es"],
            Address = "Calle de la Luna 7, Madrid",
            Hours = new WeekHours(weekday, weekday, weekday, weekday, weekday, saturday),
        };
    }
}
