namespace Charla.Platform.Webhooks;

/// <summary>The words that the wire has for the most usual reactions.</summary>
static class Reactions
{
    public static string Word(string emoji) => emoji.Replace("\uFE0F", "", StringComparison.Ordinal) switch
    {
        "😊" or "😀" or "😃" or "😄" or "😁" or "😆" or "😂" or "🙂" => "smile",
        "😠" or "😡" => "angry",
        "😢" or "😭" or "😞" => "sad",
        "😮" or "😲" or "😯" => "wow",
        "❤" or "😍" or "🥰" or "💗" => "love",
        "👍" => "like",
        "👎" => "dislike",
        _ => "other",
    };
}
