using System.Globalization;

namespace Charla.Pages.Public;

/// <summary>What the public page says in one language.</summary>
sealed record PageTexts
{
    public required string Language { get; init; }

    public required CultureInfo Culture { get; init; }

    public required string Skip { get; init; }

    public required string OpenNow { get; init; }

    public required string Closed { get; init; }

    /// <summary>{0} is a time, or a day and a time.</summary>
    public required string Closes { get; init; }

    public required string Opens { get; init; }

    public required string AlwaysOpen { get; init; }

    /// <summary>{0} is a time as <see cref="AtTime"/> says it.</summary>
    public required string Tomorrow { get; init; }

    /// <summary>{0} is a weekday or a date, {1} a time as <see cref="AtTime"/> says it.</summary>
    public required string DayAndTime { get; init; }

    /// <summary>{0} is a time.</summary>
    public required string AtTime { get; init; }

    /// <summary>The same for one o'clock, which is singular in Spanish.</summary>
    public required string AtOne { get; init; }

    /// <summary>How a date is written, in .NET's own letters.</summary>
    public required string DatePattern { get; init; }

    /// <summary>{0} is a duration.</summary>
    public required string UsualReply { get; init; }

    public required string Minutes { get; init; }

    public required string Hours { get; init; }

    public required string Days { get; init; }

    public required string Message { get; init; }

    public required string NoAccount { get; init; }

    public required string AskStraightAway { get; init; }

    public required string OpeningHours { get; init; }

    /// <summary>{0} is today's day.</summary>
    public required string Today { get; init; }

    /// <summary>{0} and {1} are the first and the last day.</summary>
    public required string DaysFromTo { get; init; }

    public required string ClosedThatDay { get; init; }

    public required string AllDay { get; init; }

    public required string SpecialDays { get; init; }

    public required string FindUs { get; init; }

    public required string WriteInAny { get; init; }

    /// <summary>{0} is the shop's name.</summary>
    public required string MessagesGoTo { get; init; }

    public required string RunsOn { get; init; }

    public required string NothingHere { get; init; }

    public required string NothingHereMore { get; init; }

    public required string ShopWindow { get; init; }

    public required string Sample { get; init; }

    public required string Sandbox { get; init; }

    public static readonly PageTexts English = new()
    {
        Language = "en",
        Culture = CultureInfo.GetCultureInfo("en-GB"),
        Skip = "Skip to the message button",
        OpenNow = "Open now",
        Closed = "Closed",
        Closes = "closes {0}",
        Opens = "opens {0}",
        AlwaysOpen = "around the clock",
        Tomorrow = "tomorrow {0}",
        DayAndTime = "{0} {1}",
        AtTime = "{0}",
        AtOne = "{0}",
        DatePattern = "d MMMM",
        UsualReply = "Usually answers in {0}",
        Minutes = "{0} min",
        Hours = "{0} h",
        Days = "{0} d",
        Message = "Message us",
        NoAccount = "No account, no app. Just write.",
        AskStraightAway = "Ask straight away",
        OpeningHours = "Hours",
        Today = "{0}, today",
        DaysFromTo = "{0} to {1}",
        ClosedThatDay = "Closed",
        AllDay = "All day",
        SpecialDays = "Special days",
        FindUs = "Find us",
        WriteInAny = "Write in any of them",
        MessagesGoTo = "Your messages go to {0}.",
        RunsOn = "Runs on Charla",
        NothingHere = "There is no page here",
        NothingHereMore = "The address may be mistyped, or the page has moved.",
        ShopWindow = "Drawing of a shop window",
        Sample = "A sample page, made up for the demonstration.",
        Sandbox = "A sandbox: a page for trying things. Nobody sells anything here.",
    };

    public static readonly PageTexts Spanish = new()
    {
        Language = "es",
        Culture = CultureInfo.GetCultureInfo("es-ES"),
        Skip = "Saltar al botón de mensaje",
        OpenNow = "Abierto ahora",
        Closed = "Cerrado",
        Closes = "cierra {0}",
        Opens = "abre {0}",
        AlwaysOpen = "las 24 horas",
        Tomorrow = "mañana {0}",
        DayAndTime = "el {0} {1}",
        AtTime = "a las {0}",
        AtOne = "a la {0}",
        DatePattern = "d 'de' MMMM",
        UsualReply = "Suele responder en {0}",
        Minutes = "{0} min",
        Hours = "{0} h",
        Days = "{0} d",
        Message = "Escríbenos",
        NoAccount = "Sin cuenta y sin aplicación. Solo escribe.",
        AskStraightAway = "Pregunta directamente",
        OpeningHours = "Horario",
        Today = "{0}, hoy",
        DaysFromTo = "{0} a {1}",
        ClosedThatDay = "Cerrado",
        AllDay = "Todo el día",
        SpecialDays = "Días especiales",
        FindUs = "Dónde estamos",
        WriteInAny = "Escribe en el que prefieras",
        MessagesGoTo = "Tus mensajes llegan a {0}.",
        RunsOn = "Funciona con Charla",
        NothingHere = "Aquí no hay ninguna página",
        NothingHereMore = "Puede que la dirección esté mal escrita o que la página se haya mudado.",
        ShopWindow = "Dibujo de un escaparate",
        Sample = "Una página de muestra, inventada para la demostración.",
        Sandbox = "Una página de pruebas. Aquí nadie vende nada.",
    };

    public static readonly IReadOnlyList<PageTexts> All = [English, Spanish];

    /// <summary>The texts for a language tag, or null when there are none.</summary>
    public static PageTexts? Find(string? tag) =>
        All.FirstOrDefault(texts => string.Equals(texts.Language, tag?.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    public string Say(string pattern, params object[] values) => string.Format(Culture, pattern, values);
}
