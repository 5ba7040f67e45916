using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charla.Kernel.Http;

/// <summary>Whom a request is from, set by the gate that knew them.</summary>
public sealed record Caller(string Id);

/// <summary>Marks an endpoint that takes an <c>Idempotency-Key</c>.</summary>
public sealed record OncePerKey;

/// <summary>
/// The <c>Idempotency-Key</c> header: for a caller and a key the endpoint succeeds once, and a repeated request gets the
/// first answer again, for 48 hours. A refusal does nothing, so it is not kept and the key may be tried again.
/// </summary>
/// <remarks>
/// The key is stored in the transaction of the request's first write, its answer right after the last. If the process
/// dies before the first write, a repeated request does everything; if it dies in between, a repeated request gets
/// <c>idempotency.unfinished</c> until the key is forgotten: it is never done twice, but only a look tells how far it
/// came. A message has no such gap: without a client id of its own the key stands for it, and the journal stores it with
/// the message.
/// </remarks>
sealed class IdempotencyKeys(
    Database database, IDataProtectionProvider protection, TimeProvider clock, ILogger<IdempotencyKeys> logger)
{
    public const string Header = "Idempotency-Key";
    const string Replayed = "Idempotent-Replayed";
    const int Longest = 255;
    const int LargestBody = 1 << 20;
    static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    static readonly Refusal Reused = new(
        "idempotency.reused", "Another request was sent with this key. Take a new key for a new request.", RefusalKind.Conflict);

    static readonly Refusal Unfinished = new(
        "idempotency.unfinished",
        "The first request with this key has no answer yet: it is under way, or the server was stopped amid it.",
        RefusalKind.Conflict)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    readonly IDataProtector answers = protection.CreateProtector("charla.idempotency");
    readonly ConcurrentDictionary<(string Caller, string Hash), bool> underWay = new();

    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<OncePerKey>() is null
            || !http.Request.Headers.TryGetValue(Header, out var header)
            || http.Features.Get<Caller>() is not { } caller)
        {
            await next(http);
            return;
        }

        var text = header.ToString();
        if (text.Length is 0 or > Longest || text.Any(sign => sign is < '!' or > '~'))
        {
            await Problems.Write(http, Refusal.Invalid(Header, "A key is 1 to 255 visible ASCII characters."));
            return;
        }

        var key = new RequestKey(caller.Id, Ids.Hash(text), await HashOf(http.Request), clock.GetUtcNow());
        if (!underWay.TryAdd((key.Caller, key.Hash), true))
        {
            await Problems.Write(http, Unfinished);
            return;
        }

        try
        {
            await Answer(http, next, key);
        }
        finally
        {
            underWay.TryRemove((key.Caller, key.Hash), out _);
        }
    }

    async Task Answer(HttpContext http, RequestDelegate next, RequestKey key)
    {
        var known = await Find(key);
        if (known is null)
        {
            http.Features.Set(key);
            await Do(http, next, key);
        }
        else if (known.RequestHash != key.RequestHash)
        {
            await Problems.Write(http, Reused);
        }
        else if (known.Status is not { } status)
        {
            await Problems.Write(http, Unfinished);
        }
        else
        {
            http.Response.StatusCode = (int)status;
            http.Response.ContentType = known.ContentType;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers[Replayed] = "true";
            await http.Response.WriteAsync(answers.Unprotect(known.Body!), http.RequestAborted);
        }
    }

    async Task Do(HttpContext http, RequestDelegate next, RequestKey key)
    {
        var toClient = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        key.Begin();
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        catch (RequestKey.TakenException)
        {
            http.Response.Body = toClient;
            await Problems.Write(http, Unfinished);
            return;
        }
        finally
        {
            key.IsOver = true;
            http.Response.Body = toClient;
        }

        var status = http.Response.StatusCode;
        if (status < 300)
            await Keep(key, status, http.Response.ContentType, Encoding.UTF8.GetString(answer.ToArray()));
        else if (status < 500 && key.IsStored)
            await Forget(key);
        answer.Position = 0;
        await answer.CopyToAsync(toClient, http.RequestAborted);
    }

    /// <summary>The sweep of keys that are older than is promised.</summary>
    public Task ForgetOld() => database.Write((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM idempotency_keys WHERE at < @old", new { old = (clock.GetUtcNow() - Kept).ToStored() }, transaction));

    Task<Row?> Find(RequestKey key) => database.Read(connection => connection.QuerySingleOrDefaultAsync<Row>(
        """
        SELECT request_hash AS RequestHash, status AS Status, content_type AS ContentType, body AS Body
        FROM idempotency_keys WHERE caller = @Caller AND key_hash = @Hash
        """,
        new { key.Caller, key.Hash }));

    /// <summary>The effect is there already: if the answer cannot be kept, it is given all the same.</summary>
    async Task Keep(RequestKey key, int status, string? contentType, string body)
    {
        try
        {
            await database.Write((connection, transaction) => connection.ExecuteAsync(
                """
                INSERT INTO idempotency_keys (caller, key_hash, request_hash, at, status, content_type, body)
                VALUES (@Caller, @Hash, @RequestHash, @at, @status, @contentType, @body)
                ON CONFLICT (caller, key_hash) DO UPDATE SET
                  status = excluded.status, content_type = excluded.content_type, body = excluded.body
                """,
                new { key.Caller, key.Hash, key.RequestHash, at = key.At.ToStored(), status, contentType, body = answers.Protect(body) },
                transaction));
        }
        catch (DbException error)
        {
            logger.AnswerNotKept(error);
        }
    }

    Task Forget(RequestKey key) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM idempotency_keys WHERE caller = @Caller AND key_hash = @Hash", new { key.Caller, key.Hash }, transaction));

    /// <summary>What makes a request the same: its method, address and body, to the byte.</summary>
    static async Task<string> HashOf(HttpRequest request)
    {
        request.EnableBuffering(LargestBody);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var piece = new byte[16 << 10];
        for (int read; (read = await request.Body.ReadAsync(piece, request.HttpContext.RequestAborted)) > 0;)
            hash.AppendData(piece, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    sealed record Row(string RequestHash, long? Status, string? ContentType, string? Body);
}

public static class IdempotencyKeysOfRequests
{
    public static TBuilder TakeIdempotencyKey<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new OncePerKey());

    /// <summary>After the gates, which know the caller.</summary>
    public static IApplicationBuilder UseIdempotencyKeys(this IApplicationBuilder app) => app.Use((http, next) =>
        http.RequestServices.GetRequiredService<IdempotencyKeys>().Handle(http, next));

    /// <summary>The request's key as a client id, for a message that has none.</summary>
    public static string? KeyAsClientId(this HttpContext http) => http.Features.Get<RequestKey>()?.Hash;
}

static partial class IdempotencyLog
{
    [LoggerMessage(1001, LogLevel.Warning, "The answer to a request with an Idempotency-Key could not be kept.")]
    public static partial void AnswerNotKept(this ILogger logger, Exception error);
}
