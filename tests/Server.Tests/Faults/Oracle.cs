using System.Collections.Concurrent;

namespace Charla.Server.Tests.Faults;

/// <summary>
/// What must hold after any fault: every acknowledged message is stored under the number it was acknowledged with, every
/// client id stands once, and the numbers have no gap. What was not acknowledged may be stored or not.
/// </summary>
sealed class Oracle
{
    readonly ConcurrentDictionary<(string Conversation, string ClientId), long> acknowledged = new();

    public int Acknowledged => acknowledged.Count;

    public void Acknowledge(string conversation, string clientId, long seq)
    {
        if (acknowledged.GetOrAdd((conversation, clientId), seq) != seq)
            Assert.Fail($"{clientId} was acknowledged with two numbers.");
    }

    public void Check(string conversation, IReadOnlyList<(long Seq, string? ClientId, string? Text)> stored)
    {
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(seq => (long)seq), stored.Select(entry => entry.Seq));
        var byClient = stored.Where(entry => entry.ClientId is not null).ToList();
        Assert.Equal(byClient.Count, byClient.DistinctBy(entry => entry.ClientId).Count());
        var numbers = byClient.ToDictionary(entry => entry.ClientId!, entry => entry.Seq);
        foreach (var ((_, clientId), seq) in acknowledged.Where(one => one.Key.Conversation == conversation))
            Assert.Equal(seq, numbers.GetValueOrDefault(clientId));
    }
}
