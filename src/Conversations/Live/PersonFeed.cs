using Charla.Conversations.Contracts;

namespace Charla.Conversations.Live;

/// <summary>
/// What a person's live connection is sent: first what it missed, from the journal, then what happens. It never sends a
/// gap: a number that does not follow the last one is fetched from the journal first.
/// </summary>
sealed class PersonFeed(ConversationId id, ConversationReader reader, EventFrames frames, LiveChannels live)
{
    const int PageSize = 200;

    /// <summary>Runs until the signals end (the reader fell behind: it must connect again) or it is cancelled.</summary>
    /// <param name="after">The last number that the client has.</param>
    public async Task Run(long after, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancel)
    {
        using var subscription = live.Watch(id);
        await subscription.Begin(cancel);
        var epoch = await reader.Epoch();
        var state = await reader.State(id);
        await send(EventFrames.Ready(epoch, state), cancel);
        if (after > state.ThreadSeq)
        {
            await send(EventFrames.Reset(epoch), cancel);
            after = 0;
        }

        var sent = await CatchUp(after, state.ThreadSeq, epoch, send, cancel);
        await foreach (var signal in subscription.Signals.ReadAllAsync(cancel))
        {
            switch (signal)
            {
                case Happened happened:
                    sent = await Tell(happened, sent, epoch, send, cancel);
                    break;
                case Missed:
                    var now = await reader.State(id);
                    sent = await CatchUp(sent, now.ThreadSeq, epoch, send, cancel);
                    await send(EventFrames.Receipts(now.TeamHas), cancel);
                    break;
                case Contracts.Typing { By.IsPage: true } typing:
                    await send(EventFrames.Typing(typing.By, typing.On), cancel);
                    break;
            }
        }
    }

    async Task<long> Tell(
        Happened happened, long sent, string epoch, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancel)
    {
        var thread = happened.Entries.Where(entry => entry.Log == Log.Thread && entry.Seq > sent).ToList();
        if (thread.Count > 0)
        {
            if (thread[0].Seq != sent + 1)
                sent = await CatchUp(sent, thread[0].Seq - 1, epoch, send, cancel);
            thread.RemoveAll(entry => entry.Seq <= sent);
            if (thread.Count > 0)
                await send(frames.Events(epoch, thread), cancel);
            sent = Math.Max(sent, happened.State.ThreadSeq);
        }

        if (happened.Entries.Any(entry => entry.Log == Log.Receipts ? !entry.By.IsPerson : entry.By.IsPage))
            await send(EventFrames.Receipts(happened.State.TeamHas), cancel);
        return sent;
    }

    async Task<long> CatchUp(
        long after, long upTo, string epoch, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken cancel)
    {
        while (after < upTo)
        {
            var page = await reader.Page(id, Log.Thread, after, before: null, PageSize);
            if (page.Entries.Count == 0)
                break;
            await send(frames.Events(epoch, page.Entries), cancel);
            after = page.Entries[^1].Seq;
        }

        return after;
    }
}
