using System.Text.Json;
using System.Text.Json.Serialization;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>How events and states are written in the store. The type stands in a column beside the body.</summary>
static class EventJson
{
    static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(MessageSent)] = "message",
        [typeof(PostbackTapped)] = "postback",
        [typeof(MessageEdited)] = "edited",
        [typeof(MessageUnsent)] = "unsent",
        [typeof(Reacted)] = "reacted",
        [typeof(Answered)] = "answered",
        [typeof(NoteAdded)] = "note",
        [typeof(StatusChanged)] = "status",
        [typeof(Entered)] = "entered",
        [typeof(HelperQuieted)] = "helper",
        [typeof(ThreadMoved)] = "thread",
        [typeof(Blocked)] = "blocked",
        [typeof(Delivered)] = "delivered",
        [typeof(Read)] = "read",
    };

    static readonly Dictionary<string, Type> Types = Names.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string TypeOf(ConversationEvent what) => what is FromLater later ? later.Type : Names[what.GetType()];

    public static string Write(ConversationEvent what) =>
        what is FromLater later ? later.Body : JsonSerializer.Serialize(what, what.GetType(), EventJsonContext.Default);

    public static ConversationEvent Read(string type, string body)
    {
        try
        {
            return Types.TryGetValue(type, out var known)
                ? (ConversationEvent)JsonSerializer.Deserialize(body, known, EventJsonContext.Default)!
                : new FromLater(type, body);
        }
        catch (JsonException)
        {
            return new FromLater(type, body);
        }
    }

    public static string Write(ConversationState state) =>
        JsonSerializer.Serialize(state, EventJsonContext.Default.ConversationState);

    public static ConversationState ReadState(string body) =>
        JsonSerializer.Deserialize(body, EventJsonContext.Default.ConversationState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(MessageSent))]
[JsonSerializable(typeof(PostbackTapped))]
[JsonSerializable(typeof(MessageEdited))]
[JsonSerializable(typeof(MessageUnsent))]
[JsonSerializable(typeof(Reacted))]
[JsonSerializable(typeof(Answered))]
[JsonSerializable(typeof(NoteAdded))]
[JsonSerializable(typeof(StatusChanged))]
[JsonSerializable(typeof(Entered))]
[JsonSerializable(typeof(HelperQuieted))]
[JsonSerializable(typeof(ThreadMoved))]
[JsonSerializable(typeof(Blocked))]
[JsonSerializable(typeof(Delivered))]
[JsonSerializable(typeof(Read))]
sealed partial class EventJsonContext : JsonSerializerContext;
