using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Charla.Conversations.Cluster;

/// <summary>
/// Places partitions by the <see cref="HomeMap"/>, and not among the silos that Orleans holds to be compatible: that list
/// can stay behind the membership, and a home would be opened where it does not belong, given up, and opened there again.
/// </summary>
sealed class HomePlacement(HomeMap map) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(map.HomeOf((int)target.GrainIdentity.GetIntegerKey()) ?? context.LocalSilo);
}

[Serializable, GenerateSerializer, Immutable, Alias("charla.AtHome")]
sealed class AtHome : PlacementStrategy;

/// <summary>Marks the grain whose activations are the homes.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class AtHomeAttribute() : PlacementAttribute(new AtHome());
