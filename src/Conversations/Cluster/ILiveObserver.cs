using Charla.Conversations.Contracts;

namespace Charla.Conversations.Cluster;

/// <summary>A silo that hears of a partition which is at home elsewhere.</summary>
[Alias("charla.ILiveObserver")]
interface ILiveObserver : IGrainObserver
{
    /// <param name="number">Counts the batches of the feed, from 1.</param>
    [Alias("Hear")]
    Task Hear(string feed, long number, LiveSignal[] signals);
}

/// <param name="Feed">The watcher's name for it; another one whenever it begins anew.</param>
/// <param name="IsNew">The feed begins with this request.</param>
[GenerateSerializer, Immutable, Alias("charla.WatchRequest")]
sealed record WatchRequest(
    [property: Id(0)] string Feed,
    [property: Id(1)] bool IsNew,
    [property: Id(2)] ILiveObserver Observer,
    [property: Id(3)] LiveTopic[] Added,
    [property: Id(4)] LiveTopic[] Removed);
