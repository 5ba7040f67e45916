using Microsoft.Extensions.DependencyInjection;

namespace Charla.Conversations.Contracts;

public static class FollowerRegistration
{
    /// <summary>Adds a follower of the journal; it runs where the partitions are at home.</summary>
    public static IServiceCollection AddFollower<TFollower>(this IServiceCollection services)
        where TFollower : class, IFollower
    {
        services.AddSingleton<TFollower>();
        return services.AddSingleton<IFollower>(provider => provider.GetRequiredService<TFollower>());
    }
}
