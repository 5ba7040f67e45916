using System.Data.Common;
using Dapper;

namespace Charla.Kernel.Storage;

/// <summary>
/// The idempotency key of the request under way. The first write of the request stores it in its own transaction, so
/// that the key is known if and only if something was done.
/// </summary>
sealed class RequestKey(string caller, string hash, string requestHash, DateTimeOffset at)
{
    static readonly AsyncLocal<RequestKey?> ofRequest = new();

    /// <summary>Null outside of requests with a key, and when the key is stored.</summary>
    public static RequestKey? Pending => ofRequest.Value is { IsStored: false, IsOver: false } key ? key : null;

    public string Caller => caller;

    public string Hash => hash;

    public string RequestHash => requestHash;

    public DateTimeOffset At => at;

    /// <summary>The transaction that stored it is committed.</summary>
    public bool IsStored { get; set; }

    /// <summary>The request has ended; what it left running in the background is no part of it.</summary>
    public bool IsOver { get; set; }

    public void Begin() => ofRequest.Value = this;

    /// <exception cref="TakenException">Another process of the installation was faster; the transaction must be undone.</exception>
    public async Task Store(DbConnection connection, DbTransaction transaction)
    {
        var stored = await connection.ExecuteAsync(
            """
            INSERT INTO idempotency_keys (caller, key_hash, request_hash, at) VALUES (@caller, @hash, @requestHash, @at)
            ON CONFLICT (caller, key_hash) DO NOTHING
            """,
            new { caller, hash, requestHash, at = at.ToStored() },
            transaction);
        if (stored == 0)
            throw new TakenException();
    }

    public sealed class TakenException : Exception;
}
