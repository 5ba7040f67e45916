using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Pages.Contracts;
using Charla.Platform.Messenger;
using Charla.Platform.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charla.Platform.Webhooks;

/// <summary>Telling apps what happens: the follower, the queue, the lanes, and the log that the portal shows.</summary>
static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookStore>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton(provider => new Sweep("webhook log", provider.GetRequiredService<DeliveryLog>().ForgetOld))
        .AddSingleton<WebhookCaller>()
        .AddSingleton<EndpointHealth>()
        .AddSingleton<DeliveryOutcomes>()
        .AddHostedService(provider => provider.GetRequiredService<DeliveryOutcomes>())
        .AddSingleton(_ => new OwnThread("charla webhook queue"))
        .AddSingleton<LaneParts>()
        .AddSingleton<WebhookSender>()
        .AddHostedService(provider => provider.GetRequiredService<WebhookSender>())
        .AddSingleton<Handshake>()
        .AddSingleton<WebhookSettings>()
        .AddSingleton<Origin>()
        .AddSingleton<WireEvents>()
        .AddSingleton<ButtonMakers>()
        .AddSingleton<DirectEvents>()
        .AddFollower<WebhookFollower>()
        .AddSingleton<ConnectedPages>()
        .AddSingleton<MessengerGraph>()
        .AddSingleton<MessengerIds>()
        .AddSingleton<MessengerCaller>()
        .AddSingleton<MessengerEvents>()
        .AddFollower<MessengerFollower>();

    public static void MapPortal(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("/api/platform/{page}").RequireActor().RequirePage().RequireManager();
        ListApps.Map(page);
        ListNotices.Map(page);
        ListDeliveries.Map(page);
        ReadDelivery.Map(page);
        SendAgain.Map(page);
        ConnectMessenger.Map(page);
        ReceiveFromMessenger.Map(app);
        ErasePerson.Map(page);
        MakeApp.Map(page);
        MakeSandbox.Map(page);
        var one = page.MapGroup("/apps/{app}").RequireApp();
        SetWebhook.Map(one);
        PauseWebhook.Map(one);
        SendTestEvent.Map(one);
        ReplaceSecret.Map(one);
        RequireProof.Map(one);
        ChangeApp.Map(one);
        ChooseDefaultApp.Map(one);
        AccessTokens.Map(one);
    }
}
