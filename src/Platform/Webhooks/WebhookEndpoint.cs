namespace Charla.Platform.Webhooks;

/// <summary>Where an app is told what happens.</summary>
/// <param name="Fields">Those it asked for.</param>
/// <param name="PausedAt">Nothing is sent from then on until somebody resumes it.</param>
sealed record WebhookEndpoint(
    long App, Uri Callback, string VerifyToken, IReadOnlySet<string> Fields, DateTimeOffset? PausedAt, string? PauseReason)
{
    /// <summary>It said that it is gone for good.</summary>
    public const string Gone = "gone";

    /// <summary>It failed for too long.</summary>
    public const string Failing = "failing";

    /// <summary>Somebody of the team, or a program, wished it.</summary>
    public const string ByHand = "by_hand";
}

/// <summary>An app that is told of a page.</summary>
/// <param name="PageFields">Of which fields of this page; null for all that its endpoint asked for.</param>
sealed record Subscriber(WebhookEndpoint? Endpoint, long App, IReadOnlySet<string>? PageFields)
{
    public IReadOnlySet<string> Fields => PageFields ?? Endpoint?.Fields ?? (IReadOnlySet<string>)new HashSet<string>();

    public bool Wants(string field) =>
        Endpoint is not null && Endpoint.Fields.Contains(field) && (PageFields is null || PageFields.Contains(field));
}
