using System.Buffers;
using System.Text.Json;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>
/// Events and states as the store keeps them, written into one buffer that is used again: what it returns holds until the
/// next one. For one thread.
/// </summary>
sealed class EventBuffer : IDisposable
{
    readonly ArrayBufferWriter<byte> bytes = new(1024);
    readonly Utf8JsonWriter json;

    public EventBuffer() => json = new Utf8JsonWriter(bytes);

    public ReadOnlySpan<byte> Write(ConversationEvent what)
    {
        Begin();
        JsonSerializer.Serialize(json, what, what.GetType(), EventJsonContext.Default);
        return bytes.WrittenSpan;
    }

    public ReadOnlySpan<byte> Write(ConversationState state)
    {
        Begin();
        JsonSerializer.Serialize(json, state, EventJsonContext.Default.ConversationState);
        return bytes.WrittenSpan;
    }

    public void Dispose() => json.Dispose();

    void Begin()
    {
        bytes.ResetWrittenCount();
        json.Reset();
    }
}
