using System.Collections.Concurrent;

namespace Charla.Server.Https;

/// <summary>The proofs that an authority fetches from us while an order is under way.</summary>
sealed class AcmeChallenges
{
    public const string Path = "/.well-known/acme-challenge";

    readonly ConcurrentDictionary<string, string> answers = [];

    /// <summary>Until it is disposed, the token is answered with what proves the account.</summary>
    public IDisposable Answer(string token, string thumbprint)
    {
        answers[token] = $"{token}.{thumbprint}";
        return new Open(answers, token);
    }

    public string? Find(string token) => answers.GetValueOrDefault(token);

    sealed class Open(ConcurrentDictionary<string, string> answers, string token) : IDisposable
    {
        public void Dispose() => answers.TryRemove(token, out _);
    }
}
