using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Charla.Server.Tests.Telemetry;

/// <summary>An OTLP collector (HTTP, protobuf) that keeps the spans it is sent.</summary>
sealed class Collector : IDisposable
{
    const int Bytes = 2;

    readonly HttpListener listener = new();
    readonly ConcurrentQueue<Span> spans = new();

    public Collector()
    {
        Address = $"http://127.0.0.1:{Https.Authority.FreePort()}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = Listen();
    }

    public string Address { get; }

    public IReadOnlyCollection<Span> Spans => spans;

    /// <summary>All that came, as text, to look for what must not be in it.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public void Dispose() => listener.Close();

    async Task Listen()
    {
        while (listener.IsListening)
        {
            try
            {
                var call = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                Received.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
                if (call.Request.Url!.AbsolutePath == "/v1/traces")
                    Keep(body.ToArray());
                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>ResourceSpans (1) hold ScopeSpans (2), which hold Spans (2).</summary>
    void Keep(byte[] request)
    {
        foreach (var resource in Fields(request).Where(field => field.Number == 1))
        {
            foreach (var scope in Fields(resource.Value).Where(field => field.Number == 2))
            {
                foreach (var span in Fields(scope.Value).Where(field => field.Number == 2))
                    spans.Enqueue(Read(span.Value));
            }
        }
    }

    static Span Read(byte[] span)
    {
        var fields = Fields(span).ToLookup(field => field.Number, field => field.Value);
        return new Span(Hex(fields[1]), Hex(fields[2]), Hex(fields[4]), Encoding.UTF8.GetString(fields[5].First()));
    }

    static string Hex(IEnumerable<byte[]> field) => Convert.ToHexStringLower(field.FirstOrDefault() ?? []);

    /// <summary>The fields of a protobuf message that hold bytes; the others are passed over.</summary>
    static IEnumerable<(int Number, byte[] Value)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch ((int)(tag & 7))
            {
                case Bytes:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(tag >> 3), message[at..(at + length)]);
                    at += length;
                    break;
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += sizeof(long);
                    break;
                case 5:
                    at += sizeof(int);
                    break;
                default:
                    throw new InvalidDataException($"No protobuf: {BinaryPrimitives.ReadInt32LittleEndian(message)}");
            }
        }
    }

    static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(message[at] & 0x7F) << shift;
            if ((message[at++] & 0x80) == 0)
                return value;
        }
    }

    public sealed record Span(string Trace, string Id, string Parent, string Name);
}
