using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Charla.Bench;

/// <summary>
/// A WebSocket client with next to no cost of its own, so that on two cores the server is what is measured. Its mask is
/// zero, which leaves the text as it is; it answers pings while it is read.
/// </summary>
sealed class RawSocket : IAsyncDisposable
{
    const byte Text = 0x81;
    const byte Pong = 0x8A;
    const int Close = 8;
    const int Ping = 9;

    readonly Socket socket;
    byte[] buffer = new byte[512];
    int start;
    int end;

    RawSocket(Socket socket) => this.socket = socket;

    /// <param name="from">The address to connect from: each has some 28,000 ports to one server.</param>
    public static async Task<RawSocket> Connect(Uri server, string path, string headers = "", IPAddress? from = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var made = new RawSocket(socket);
        try
        {
            if (from is not null)
                socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(server.Host, server.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"));
            await made.ReadHead();
            return made;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task Send(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var head = length < 126 ? 6 : 8;
        var frame = new byte[head + length];
        (frame[0], frame[1]) = (Text, (byte)(0x80 | (length < 126 ? length : 126)));
        if (length >= 126)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), checked((ushort)length));
        Encoding.UTF8.GetBytes(text, frame.AsSpan(head));
        await socket.SendAsync(frame);
    }

    /// <summary>The next text; it holds until the one after it. Null when the server closed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> Receive()
    {
        while (true)
        {
            if (!await Fill(2))
                return null;
            var kind = buffer[start] & 0x0F;
            var (head, length) = (2, buffer[start + 1] & 0x7F);
            if (length >= 126)
            {
                head = length == 126 ? 4 : 10;
                if (!await Fill(head))
                    return null;
                length = head == 4
                    ? BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(start + 2))
                    : checked((int)BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(start + 2)));
            }

            if (!await Fill(head + length))
                return null;
            var content = buffer.AsMemory(start + head, length);
            start += head + length;
            if (kind == Close)
                return null;
            if (kind == Ping)
                await socket.SendAsync((byte[])[Pong, (byte)(0x80 | length), 0, 0, 0, 0, .. content.Span]);
            else if (length > 0)
                return content;
        }
    }

    /// <summary>Reads until a text holds the sign.</summary>
    public async Task Until(string sign)
    {
        var wanted = Encoding.UTF8.GetBytes(sign);
        while (await Receive() is { } text)
        {
            if (text.Span.IndexOf(wanted) >= 0)
                return;
        }

        throw new IOException("The server closed the socket.");
    }

    /// <summary>Ends it as a cut line does: without a word.</summary>
    public void Cut()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task ReadHead()
    {
        while (true)
        {
            if (!await Fill(end - start + 1))
                throw new IOException("The server closed the connection.");
            var head = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8);
            if (head < 0)
                continue;
            var status = Encoding.ASCII.GetString(buffer, start + 9, 3);
            if (int.Parse(status, CultureInfo.InvariantCulture) != 101)
                throw new IOException($"The server answered {status}.");
            start += head + 4;
            return;
        }
    }

    async ValueTask<bool> Fill(int length)
    {
        while (end - start < length)
        {
            if (start == end)
                start = end = 0;
            if (start + length > buffer.Length || end == buffer.Length)
            {
                var larger = length > buffer.Length || end - start == buffer.Length ? new byte[Math.Max(length, 2 * buffer.Length)] : buffer;
                buffer.AsSpan(start, end - start).CopyTo(larger);
                (buffer, start, end) = (larger, 0, end - start);
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(end));
            if (read == 0)
                return false;
            end += read;
        }

        return true;
    }
}
