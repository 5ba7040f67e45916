using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.Conversations.Contracts;

public static class FollowerRegistration
{
    /// <summary>Adds a follower of the journal; it runs as long as the server does.</summary>
    public static IServiceCollection AddFollower<TFollower>(this IServiceCollection services)
        where TFollower : class, IFollower
    {
        services.AddSingleton<TFollower>();
        return services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<FollowerLoops>(
            provider, provider.GetRequiredService<TFollower>()));
    }
}
