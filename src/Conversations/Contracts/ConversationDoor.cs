using System.Diagnostics;
using Charla.Conversations.Cluster;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations.Contracts;

/// <summary>
/// The way into a conversation. If its partition is at home in this process, it is asked directly; else in the process
/// that is its home. While a home moves the door tries again for a moment, if that is safe.
/// </summary>
public sealed class ConversationDoor
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly Homes homes;
    readonly ConversationStore store;
    readonly LiveChannels live;
    readonly IGrainFactory? grains;
    readonly ILogger<ConversationDoor> logger;

    internal ConversationDoor(
        Homes homes, ConversationStore store, LiveChannels live, IGrainFactory? grains, ILogger<ConversationDoor> logger) =>
        (this.homes, this.store, this.live, this.grains, this.logger) = (homes, store, live, grains, logger);

    /// <summary>
    /// An accepted command is on the disk when its answer comes; a refused one changed nothing, unless it is refused as
    /// unavailable: then nobody knows, and whoever asks again with the same client id does.
    /// </summary>
    public async Task<Outcome<Receipt>> Do(ConversationId id, Command command)
    {
        using var span = Traces.Door(id, command);
        for (var since = 0L; ;)
        {
            var outcome = homes.Find(id.Page) is { } home ? await Here(home, id, command) : await Elsewhere(id, command);
            if (outcome.Refusal?.Code != ConversationRefusals.Moved.Code)
            {
                if (outcome.IsAccepted)
                    JournalFigures.Accept(command);
                return outcome;
            }

            if (since == 0)
                since = Stopwatch.GetTimestamp();
            else if (Stopwatch.GetElapsedTime(since) > Patience)
                return Refusal.Unavailable;
            await Task.Delay(Pause);
        }
    }

    /// <summary>The state as it is on the disk.</summary>
    public ValueTask<ConversationState> Look(ConversationId id) =>
        homes.Find(id.Page) is { } home ? home.Look(id) : new ValueTask<ConversationState>(store.State(id));

    /// <summary>Tells the other side's screens that somebody types, or stopped. Kept nowhere.</summary>
    public async Task Type(ConversationId id, Author by, bool on)
    {
        if (homes.Find(id.Page) is { } home)
        {
            await home.Type(id, by, on);
            return;
        }

        try
        {
            await (Home(id)?.Type(id, by, on) ?? Task.CompletedTask);
        }
        catch (Exception error)
        {
            logger.HomeSilent(error, homes.PartitionOf(id.Page), error.Message);
        }
    }

    /// <summary>Tells the screens of other processes who looks on at this one. Kept nowhere; alone there is nobody to tell.</summary>
    public async Task Show(Looking looking)
    {
        if (grains is null)
            return;
        try
        {
            if (homes.Find(looking.Conversation.Page) is null)
                await Home(looking.Conversation)!.Show(looking);
            else
                live.Publish(looking.Conversation, looking);
        }
        catch (Exception error)
        {
            logger.HomeSilent(error, homes.PartitionOf(looking.Conversation.Page), error.Message);
        }
    }

    static async Task<Outcome<Receipt>> Here(Home home, ConversationId id, Command command)
    {
        try
        {
            return await home.Do(id, command);
        }
        catch (Exception error) when (StoreErrors.ToRefusal(error) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>Whatever goes wrong between two processes, the caller hears that it may try again.</summary>
    async Task<Outcome<Receipt>> Elsewhere(ConversationId id, Command command)
    {
        if (Home(id) is not { } home)
            return Refusal.Unavailable;
        try
        {
            return await home.Do(id, command);
        }
        catch (Exception error)
        {
            logger.HomeSilent(error, homes.PartitionOf(id.Page), error.Message);
            return command is OnceCommand ? ConversationRefusals.Moved : Refusal.Unavailable;
        }
    }

    IPartitionGrain? Home(ConversationId id) => grains?.GetGrain<IPartitionGrain>(homes.PartitionOf(id.Page));
}
