using System.Collections.Concurrent;
using Charla.Accounts.Contracts;

namespace Charla.Accounts;

/// <summary>
/// The apps of tokens that were shown lately. A token that is replaced ends here at once, and in other processes of the
/// installation within five seconds.
/// </summary>
sealed class KnownApps(AccountStore accounts, TimeProvider clock)
{
    const int MostRemembered = 10_000;
    static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<string, (Actor App, long Since)> known = new();

    public async ValueTask<Actor?> Find(string tokenHash)
    {
        if (known.TryGetValue(tokenHash, out var one) && clock.GetElapsedTime(one.Since) < Life)
            return one.App;
        var since = clock.GetTimestamp();
        if (await accounts.FindApp(tokenHash) is not { } found)
        {
            known.TryRemove(tokenHash, out _);
            return null;
        }

        if (known.Count > MostRemembered)
            known.Clear();
        return (known[tokenHash] = (found.AsActor(), since)).App;
    }

    public void Forget(string appId)
    {
        foreach (var (hash, one) in known)
        {
            if (one.App.Id == appId)
                known.TryRemove(hash, out _);
        }
    }
}
