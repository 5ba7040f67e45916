using Charla.Accounts.Contracts;
using Charla.Platform.Messenger;
using Microsoft.Extensions.Logging;

namespace Charla.Platform.Webhooks;

/// <summary>What all lanes share.</summary>
sealed record LaneParts(
    WebhookStore Webhooks,
    DeliveryStore Deliveries,
    Apps Apps,
    WebhookCaller Caller,
    MessengerCaller Messenger,
    DeliveryOutcomes Outcomes,
    EndpointHealth Health,
    OwnThread Reading,
    TimeProvider Clock,
    ILogger<Lane> Logger);
