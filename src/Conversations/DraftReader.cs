using System.Buffers;
using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Charla.Conversations;

/// <summary>
/// Reads the one hot request: nearly every message is a client id and a text, and those are read by hand. Whatever is
/// more, or wrong, the serializer reads from the same bytes, so that both know the same JSON and refuse the same.
/// </summary>
static class DraftReader
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = Json.MaxDepth };

    public static async ValueTask<MessageDraft> Read(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return Parse(read.Buffer);
            }
            catch (JsonException error)
            {
                throw new BadHttpRequestException("No message.", StatusCodes.Status400BadRequest, error);
            }
            finally
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    static MessageDraft Parse(in ReadOnlySequence<byte> body)
    {
        if (TryReadPlain(body) is { } plain)
            return plain;
        var json = new Utf8JsonReader(body, Options);
        var draft = JsonSerializer.Deserialize<MessageDraft>(ref json, Json.Options);
        return json.Read() || draft is null ? throw new JsonException("A message is one object.") : draft;
    }

    /// <summary>Null when there is more than a client id and a text, or something is not as it should be.</summary>
    static MessageDraft? TryReadPlain(in ReadOnlySequence<byte> body)
    {
        string? clientId = null, text = null;
        try
        {
            var json = new Utf8JsonReader(body, Options);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isClientId = json.ValueTextEquals("client_id"u8);
                if ((!isClientId && !json.ValueTextEquals("text"u8)) || !json.Read() || json.TokenType != JsonTokenType.String)
                    return null;
                if (isClientId)
                    clientId = json.GetString();
                else
                    text = json.GetString();
            }

            return json.TokenType == JsonTokenType.EndObject && !json.Read() ? new MessageDraft { ClientId = clientId, Text = text } : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // The serializer says what is wrong.
        }
    }
}
