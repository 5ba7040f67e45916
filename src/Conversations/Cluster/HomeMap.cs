namespace Charla.Conversations.Cluster;

/// <summary>The plan of homes for the silos that are active now, as this one sees them.</summary>
sealed class HomeMap(Homes homes, IClusterMembershipService membership, ILocalSiloDetails local)
{
    Known? known;

    /// <summary>This silo is a member that others count on.</summary>
    public bool IsJoined => membership.CurrentSnapshot.GetSiloStatus(local.SiloAddress) == SiloStatus.Active;

    public bool HasOthers => membership.CurrentSnapshot.Members.Values.Any(member =>
        member.Status == SiloStatus.Active && !member.SiloAddress.Equals(local.SiloAddress));

    public bool IsMine(int partition) => IsJoined && local.SiloAddress.Equals(HomeOf(partition));

    /// <summary>Those that should be at home here.</summary>
    public IEnumerable<int> Mine() => Enumerable.Range(0, homes.Partitions).Where(IsMine);

    /// <summary>Null while no silo is active.</summary>
    public SiloAddress? HomeOf(int partition) => Plan() is { Length: > 0 } plan ? plan[partition] : null;

    /// <summary>A silo that starts again at the same address is the same to the plan.</summary>
    static string NameOf(SiloAddress silo) => silo.Endpoint.ToString();

    SiloAddress[] Plan()
    {
        var now = membership.CurrentSnapshot;
        if (known is { } fresh && fresh.Version == now.Version)
            return fresh.Plan;

        var active = now.Members.Values
            .Where(member => member.Status == SiloStatus.Active)
            .GroupBy(member => NameOf(member.SiloAddress))
            .ToDictionary(silos => silos.Key, silos => silos.MaxBy(silo => silo.SiloAddress.Generation)!.SiloAddress);
        SiloAddress[] plan = active.Count == 0 ? [] : [.. HomePlan.Of(homes.Partitions, active.Keys).Select(name => active[name])];
        known = new Known(now.Version, plan);
        return plan;
    }

    sealed record Known(MembershipVersion Version, SiloAddress[] Plan);
}
