using System.Reflection;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Charla.Kernel;

/// <summary>What every module stands on: ids, outcomes, the store, the clock, the shape of errors.</summary>
public static class KernelModule
{
    public static IHostApplicationBuilder AddKernel(this IHostApplicationBuilder host)
    {
        host.Services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        host.Services.TryAddSingleton(TimeProvider.System);
        host.Services.AddSingleton(services =>
            Database.Open(services.GetRequiredService<IOptions<StorageOptions>>().Value));
        host.Services.AddSingleton(services => new OutboundGuard(
            services.GetRequiredService<IConfiguration>().GetValue<bool>("Testing:AllowLoopback"),
            new OutboundAllowance(services.GetRequiredService<IConfiguration>()["Outbound:Allow"])));
        host.Services.AddSchema(typeof(KernelModule).Assembly).AddSingleton<IdempotencyKeys>();
        host.Services.AddSingleton(services => new Sweep(
            "idempotency keys", services.GetRequiredService<IdempotencyKeys>().ForgetOld));
        host.Services.Configure<JsonOptions>(json => Json.Configure(json.SerializerOptions));
        return host;
    }

    /// <summary>Announces that the module's assembly holds numbered SQL; run in the order of the calls.</summary>
    public static IServiceCollection AddSchema(this IServiceCollection services, Assembly module) =>
        services.AddSingleton(new SchemaSource(module));
}

/// <summary>Something that leaves the store in time; done every hour, once in a whole cluster.</summary>
public sealed record Sweep(string Name, Func<Task> Do);

/// <summary>An assembly that holds numbered SQL.</summary>
public sealed record SchemaSource(Assembly Module);
