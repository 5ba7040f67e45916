using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Charla.Bench;

/// <summary>
/// A keep-alive HTTP/1.1 connection with next to no cost of its own, so that on two cores the server is what is measured.
/// </summary>
sealed class RawHttp : IAsyncDisposable
{
    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] buffer = new byte[16 << 10];

    public static async Task<RawHttp> Connect(Uri address)
    {
        var connection = new RawHttp();
        await connection.socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    public static byte[] Post(string path, string? token, string json) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    public static byte[] Get(string path, string token) =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n");

    /// <summary>Sends the request and reads the whole answer; its status.</summary>
    public async ValueTask<int> Ask(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
                return ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + buffer[11] - '0';
            if (length == buffer.Length)
                length = KeepTail(length);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Long answers: only the head and the end matter.</summary>
    int KeepTail(int length)
    {
        buffer.AsSpan(length - 16, 16).CopyTo(buffer.AsSpan(1024));
        return 1024 + 16;
    }

    static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var digits = answer[(length + 16)..head];
        var end = digits.IndexOf((byte)'\r');
        return answer.Length >= head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
