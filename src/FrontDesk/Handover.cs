namespace Charla.FrontDesk;

/// <summary>A person asks for a person: by the chat's button, or by its words typed.</summary>
static class Handover
{
    /// <summary>What the chat's button sends.</summary>
    public const string Payload = "TALK_TO_A_PERSON";

    /// <summary>With room for blanks and signs around the words.</summary>
    const int LongestTitle = 60;

    static readonly HashSet<string> Titles =
        [.. ((string[])["Talk to a person", "Hablar con una persona"]).Select(PlainQuestion.Of)];

    static readonly IReadOnlyDictionary<string, string> InHours = new Dictionary<string, string>
    {
        ["en"] = "I have passed this to the team. A person answers here, {{usual_reply}}.",
        ["es"] = "He pasado tu mensaje al equipo. Aquí responde una persona, {{usual_reply}}.",
    };

    static readonly IReadOnlyDictionary<string, string> OutOfHours = new Dictionary<string, string>
    {
        ["en"] = "I have passed this to the team, who are back {{back}}.",
        ["es"] = "He pasado tu mensaje al equipo, que vuelve {{back}}.",
    };

    public static bool IsAsked(string? text, string? payload) =>
        payload == Payload || (text is { Length: <= LongestTitle } && Titles.Contains(PlainQuestion.Of(text)));

    public static DeskReply Reply(Opening opening) =>
        new(ReplyRule.Handover, opening.IsOpen ? InHours : OutOfHours);
}
