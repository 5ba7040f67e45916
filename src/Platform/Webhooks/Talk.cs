using Charla.Kernel;

namespace Charla.Platform.Webhooks;

/// <summary>A conversation's events in the lane.</summary>
sealed class Talk(Psid person)
{
    public Psid Person => person;

    public Queue<Delivery> Next { get; } = new();

    /// <summary>The one of its events that is under way, and that the next ones wait for.</summary>
    public DeliveryId? UnderWay { get; set; }

    public bool IsBusy => UnderWay is not null;

    /// <summary>It waits in the queue of turns.</summary>
    public bool HasTurn { get; set; }

    /// <summary>What failed and is waited for.</summary>
    public DeliveryId? Stuck { get; set; }

    /// <summary>More of it waits in the store than here.</summary>
    public bool HasMoreInQueue { get; set; }

    public bool IsReading { get; set; }

    /// <summary>How often something was left in the store.</summary>
    public long Skipped { get; set; }
}
