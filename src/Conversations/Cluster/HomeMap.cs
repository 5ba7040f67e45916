namespace Charla.Conversations.Cluster;

/// <summary>The plan of homes for the silos that are active now, as this one sees them.</summary>
sealed class HomeMap(Homes homes, IClusterMembershipService membership, ILocalSiloDetails local)
{
    Known? known;

    /// <summary>This silo is a member that others count on.</summary>
    public bool IsJoined => membership.CurrentSnapshot.GetSiloStatus(local.SiloAddress) == SiloStatus.Active;

    public bool HasOthers => membership.CurrentSnapshot.Members.Values.Any(member =>
        member.Status == SiloStatus.Active && !member.SiloAddress.Equals(local.SiloAddress));

    public bool IsMine(int partition) => IsJoined && Plan()[partition] == NameOf(local.SiloAddress);

    /// <summary>Those that should be at home here.</summary>
    public IEnumerable<int> Mine() => Enumerable.Range(0, homes.Partitions).Where(IsMine);

    /// <summary>A silo that starts again at the same address is the same to the plan.</summary>
    public static string NameOf(SiloAddress silo) => silo.Endpoint.ToString();

    string[] Plan()
    {
        var now = membership.CurrentSnapshot;
        if (known is { } fresh && fresh.Version == now.Version)
            return fresh.Plan;

        var active = now.Members.Values.Where(member => member.Status == SiloStatus.Active);
        var plan = HomePlan.Of(homes.Partitions, active.Select(member => NameOf(member.SiloAddress)));
        known = new Known(now.Version, plan);
        return plan;
    }

    sealed record Known(MembershipVersion Version, string[] Plan);
}
