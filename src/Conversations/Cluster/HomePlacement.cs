using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Charla.Conversations.Cluster;

/// <summary>Places partitions by the <see cref="HomePlan"/>.</summary>
sealed class HomePlacement(Homes homes) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var plan = HomePlan.Of(homes.Partitions, silos.Select(HomeMap.NameOf));
        var home = plan[(int)target.GrainIdentity.GetIntegerKey()];
        return Task.FromResult(silos.Where(silo => HomeMap.NameOf(silo) == home).MaxBy(silo => silo.Generation)!);
    }
}

[Serializable, GenerateSerializer, Immutable, Alias("charla.AtHome")]
sealed class AtHome : PlacementStrategy;

/// <summary>Marks the grain whose activations are the homes.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class AtHomeAttribute() : PlacementAttribute(new AtHome());
