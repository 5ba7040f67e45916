using Charla.Kernel;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charla.People;

/// <summary>Persons and their page-scoped ids, profiles, devices and consent.</summary>
public static class PeopleModule
{
    public static IHostApplicationBuilder AddPeople(this IHostApplicationBuilder host)
    {
        host.Services.AddSchema(typeof(PeopleModule).Assembly);
        host.Services.AddSingleton<PersonStore>();
        host.Services.AddSingleton(services => new PersonDirectory(
            services.GetRequiredService<PersonStore>(), services.GetRequiredService<TimeProvider>()));
        host.Services.AddSingleton(services => new PersonTokens(
            services.GetRequiredService<IDataProtectionProvider>(),
            services.GetRequiredService<PersonStore>(),
            services.GetRequiredService<TimeProvider>()));
        host.Services.AddHostedService<RevokedDevices>();
        return host;
    }

    public static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat");
        RedeemCode.Map(chat);
        var own = chat.MapGroup("").RequirePerson();
        ChangePerson.Map(own);
        ContinueElsewhere.Map(own);
        RecordConsent.Map(own);
        return app;
    }

    /// <summary>Knows from the first request on who was shut out.</summary>
    sealed class RevokedDevices(PersonTokens tokens) : IHostedService
    {
        public Task StartAsync(CancellationToken cancel) => tokens.LearnRevoked();

        public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
