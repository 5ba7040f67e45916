using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Charla.Server;

/// <summary>
/// The rows of a table as two numbers: how many they are, and the sum of their hashes. Both engines come to the same sum
/// for the same rows, whatever order they give them in.
/// </summary>
sealed class TableSum
{
    readonly ArrayBufferWriter<byte> bytes = new();
    UInt128 sum;

    public long Rows { get; private set; }

    public bool IsSameAs(TableSum other) => (Rows, sum) == (other.Rows, other.sum);

    public void Add(DbDataReader row)
    {
        bytes.ResetWrittenCount();
        for (var column = 0; column < row.FieldCount; column++)
            Write(row.GetValue(column));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        sum = unchecked(sum + BinaryPrimitives.ReadUInt128LittleEndian(hash));
        Rows++;
    }

    /// <summary>With its kind and its length first, so that no two rows look the same.</summary>
    void Write(object value)
    {
        switch (value)
        {
            case DBNull:
                Write('n', 0);
                break;
            case long number:
                Write('i', number);
                break;
            case string text:
                Write('t', Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, bytes);
                break;
            case byte[] data:
                Write('b', data.Length);
                bytes.Write(data);
                break;
            default:
                throw new NotSupportedException($"No column holds a {value.GetType().Name}.");
        }
    }

    void Write(char kind, long number)
    {
        var span = bytes.GetSpan(1 + sizeof(long));
        span[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], number);
        bytes.Advance(1 + sizeof(long));
    }
}
