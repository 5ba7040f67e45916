using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Inbox.Live;

/// <summary>A member who has a conversation open.</summary>
sealed record PresentMember(MemberId Id, string Name, bool Typing);

/// <summary>
/// Who looks at which conversation and who types in it, so that two members do not answer at once. Kept in memory: a
/// look ends with its connection, or after 30 seconds in which the screen did not repeat it. What other servers of the
/// installation tell lasts a little longer: they repeat it with the looks.
/// </summary>
sealed class Presence(TimeProvider clock)
{
    static readonly TimeSpan LookLasts = TimeSpan.FromSeconds(30);
    static readonly TimeSpan TypingLasts = TimeSpan.FromSeconds(10);
    static readonly TimeSpan HearsayLasts = LookLasts + TimeSpan.FromSeconds(15);

    readonly string server = Ids.NewSecret();
    readonly Dictionary<(ConversationId At, string Server), Hearsay> elsewhere = [];
    readonly Lock gate = new();
    readonly Dictionary<string, Look> looks = new(StringComparer.Ordinal);
    readonly Dictionary<ConversationId, HashSet<string>> lookers = [];

    /// <summary>The connection looks here now, and nowhere else; the conversations where this changed something.</summary>
    public IReadOnlyList<ConversationId> LookAt(string connection, MemberId member, string name, ConversationId? at)
    {
        lock (gate)
        {
            var before = looks.GetValueOrDefault(connection);
            if (before is not null && before.At == at)
            {
                looks[connection] = before with { EndsAt = clock.GetUtcNow() + LookLasts };
                return [];
            }

            var changed = Forget(connection);
            if (at is not { } conversation)
                return changed;
            looks[connection] = new Look(conversation, member, name, clock.GetUtcNow() + LookLasts, TypingUntil: default);
            if (!lookers.TryGetValue(conversation, out var connections))
                lookers[conversation] = connections = new HashSet<string>(StringComparer.Ordinal);
            connections.Add(connection);
            return [.. changed, conversation];
        }
    }

    /// <summary>True when the others should be told.</summary>
    public bool Type(string connection, ConversationId conversation, bool on)
    {
        lock (gate)
        {
            if (!looks.TryGetValue(connection, out var look) || look.At != conversation)
                return false;
            var now = clock.GetUtcNow();
            looks[connection] = look with
            {
                EndsAt = now + LookLasts,
                TypingUntil = on ? now + TypingLasts : default,
            };
            return look.TypingUntil > now != on;
        }
    }

    public IReadOnlyList<ConversationId> Leave(string connection)
    {
        lock (gate)
            return Forget(connection);
    }

    /// <summary>Ends what was not repeated; the conversations where this changed something.</summary>
    public IReadOnlyList<ConversationId> Expire()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var changed = new HashSet<ConversationId>();
            foreach (var (connection, look) in looks.ToArray())
            {
                if (look.EndsAt <= now)
                {
                    changed.UnionWith(Forget(connection));
                }
                else if (look.TypingUntil != default && look.TypingUntil <= now)
                {
                    looks[connection] = look with { TypingUntil = default };
                    changed.Add(look.At);
                }
            }

            foreach (var (key, _) in elsewhere.Where(hearsay => hearsay.Value.EndsAt <= now).ToList())
            {
                elsewhere.Remove(key);
                changed.Add(key.At);
            }

            return [.. changed];
        }
    }

    /// <summary>Who looks at this server, for the others.</summary>
    public Looking Here(ConversationId conversation)
    {
        lock (gate)
            return new Looking(conversation, server, LookersHere(conversation).ToArray());
    }

    /// <summary>What a server tells; false when it is this one.</summary>
    public bool Hear(Looking looking)
    {
        if (looking.Server == server)
            return false;
        lock (gate)
        {
            if (looking.Lookers.Count == 0)
                elsewhere.Remove((looking.Conversation, looking.Server));
            else
                elsewhere[(looking.Conversation, looking.Server)] = new Hearsay(looking.Lookers, clock.GetUtcNow() + HearsayLasts);
            return true;
        }
    }

    /// <summary>Everybody in the conversation, once, however many screens they have.</summary>
    public IReadOnlyList<PresentMember> In(ConversationId conversation)
    {
        lock (gate)
        {
            return
            [
                .. LookersHere(conversation)
                    .Concat(elsewhere.Where(hearsay => hearsay.Key.At == conversation).SelectMany(hearsay => hearsay.Value.Lookers))
                    .GroupBy(looker => looker.Id)
                    .Select(member => new PresentMember(
                        MemberId.Parse(member.Key, null), member.First().Name, member.Any(looker => looker.Typing)))
                    .OrderBy(member => member.Id.Value),
            ];
        }
    }

    IEnumerable<Looker> LookersHere(ConversationId conversation)
    {
        var now = clock.GetUtcNow();
        return lookers.GetValueOrDefault(conversation, [])
            .Select(connection => looks[connection])
            .GroupBy(look => look.Member)
            .Select(member => new Looker(
                member.Key.ToString(), member.First().Name, member.Any(look => look.TypingUntil > now)));
    }

    public bool IsOpen(ConversationId conversation)
    {
        lock (gate)
            return lookers.ContainsKey(conversation) || elsewhere.Keys.Any(hearsay => hearsay.At == conversation);
    }

    IReadOnlyList<ConversationId> Forget(string connection)
    {
        if (!looks.Remove(connection, out var look))
            return [];
        var connections = lookers[look.At];
        connections.Remove(connection);
        if (connections.Count == 0)
            lookers.Remove(look.At);
        return [look.At];
    }

    sealed record Hearsay(IReadOnlyList<Looker> Lookers, DateTimeOffset EndsAt);

    sealed record Look(ConversationId At, MemberId Member, string Name, DateTimeOffset EndsAt, DateTimeOffset TypingUntil);
}
