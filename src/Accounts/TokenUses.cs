using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Charla.Accounts;

/// <summary>Knows when tokens were last used, to ten minutes: a call costs one look into memory.</summary>
sealed class TokenUses(TokenStore tokens, TimeProvider clock, ILogger<TokenUses> logger)
{
    const int MostRemembered = 10_000;
    static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<string, DateTimeOffset> noted = new(StringComparer.Ordinal);

    /// <summary>Nobody waits for it, and nothing fails by it.</summary>
    public void Note(string hash)
    {
        var now = clock.GetUtcNow();
        if (noted.TryGetValue(hash, out var before) && now - before < NotedEvery)
            return;
        if (noted.Count > MostRemembered)
            noted.Clear();
        noted[hash] = now;
        _ = Store(hash, now);
    }

    async Task Store(string hash, DateTimeOffset now)
    {
        try
        {
            await tokens.Used(hash, now);
        }
        catch (Exception error)
        {
            logger.UseNotNoted(error);
        }
    }
}

static partial class TokenUsesLog
{
    [LoggerMessage(1101, LogLevel.Warning, "That a token was used could not be noted.")]
    public static partial void UseNotNoted(this ILogger logger, Exception error);
}
