namespace Charla.Platform.Webhooks;

/// <summary>How a lane gets from the queue what it has not in memory, and knows what it has.</summary>
sealed partial class Lane
{
    const int OneRead = 500;
    const int OfOneConversation = 100;

    /// <summary>Until a read that began before is over, its rows may show what was not stored then.</summary>
    void Stored(DeliveryId id)
    {
        lock (gate)
        {
            if (reads > 0)
                storedMeanwhile.Add(id);
            else
                away.Remove(id);
        }
    }

    /// <summary>Goes on in the queue behind what was read, until there is no more or no room.</summary>
    async Task ReadOn()
    {
        bool more;
        do
        {
            var (after, anew, left) = (readUpTo, 0, 0L);
            more = await Reading(
                () => (after, anew, left) = (readUpTo, readAnew, leftInQueue),
                () => parts.Deliveries.WaitingAfter(page, app, after, OneRead),
                rows =>
                {
                    if (anew != readAnew)
                        return !isIdle;
                    foreach (var row in rows)
                        Keep(row);
                    if (rows.Count > 0)
                        readUpTo = (rows[^1].Id.Position, rows[^1].Id.Part);
                    if (rows.Count < OneRead && left == leftInQueue)
                        isBehind = false;
                    return isBehind && !isIdle && HasRoom;
                },
                isLast => isReading = !isLast);
            SendElsewhere();
        }
        while (more);
    }

    /// <summary>What was left in the queue behind something that failed.</summary>
    async Task ReadMore(Talk talk)
    {
        var (anew, skipped) = (0, 0L);
        await Reading(
            () => (anew, skipped) = (readAnew, talk.Skipped),
            () => parts.Deliveries.WaitingOf(page, app, talk.Person, OfOneConversation),
            rows =>
            {
                if (anew != readAnew)
                    return false;
                talk.HasMoreInQueue = false;
                foreach (var row in rows)
                    Keep(row);
                talk.HasMoreInQueue |= rows.Count == OfOneConversation || skipped != talk.Skipped;
                return false;
            },
            _ =>
            {
                talk.IsReading = false;
                if (anew == readAnew && !talk.IsBusy && talk.Stuck is null)
                    GiveTurn(talk);
            });
        SendElsewhere();
    }

    /// <summary>Sending is no work for the thread that reads.</summary>
    void SendElsewhere() => _ = Task.Run(Go, CancellationToken.None);

    /// <summary>One read of the queue; what is stored while it lasts is not taken for waiting.</summary>
    async Task<bool> Reading(
        Action begin, Func<Task<IReadOnlyList<Delivery>>> read, Func<IReadOnlyList<Delivery>, bool> take, Action<bool> end)
    {
        lock (gate)
        {
            reads++;
            begin();
        }

        IReadOnlyList<Delivery>? rows = null;
        try
        {
            rows = await read();
        }
        catch (Exception error)
        {
            parts.Logger.LaneFailed(error, app);
            await Task.Delay(TryAgainAfter, CancellationToken.None);
        }

        lock (gate)
        {
            var more = (rows is null || take(rows)) && !whileHere.IsCancellationRequested;
            if (--reads == 0)
            {
                away.ExceptWith(storedMeanwhile);
                storedMeanwhile.Clear();
            }

            end(!more);
            return more;
        }
    }
}
