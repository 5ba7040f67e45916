using System.Security.Cryptography;
using Charla.Kernel;
using Charla.Platform.Messenger;

namespace Charla.Platform.Webhooks;

/// <summary>
/// The events of one page on their way to one app: in order in a conversation, conversations side by side. What failed
/// holds up its conversation until it is tried again, and nobody else. A lane keeps a part of what waits in memory and
/// finds the rest in the queue, so that a receiver that is down for long costs no more than one that is slow.
/// </summary>
sealed partial class Lane(PageId page, long app, LaneParts parts, CancellationToken whileHere)
{
    const int MostInMemory = 1000;
    const int AtOnce = 8;

    /// <summary>After so many failures in a row the receiver is down: it is tried with one event at a time.</summary>
    const int FailuresUntilDown = 10;

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly Dictionary<Psid, Talk> talks = [];
    readonly Queue<Talk> turns = new();
    readonly PriorityQueue<Delivery, DateTimeOffset> later = new();

    /// <summary>In memory and not under way.</summary>
    readonly HashSet<DeliveryId> kept = [];

    /// <summary>Under way, or done and not yet stored.</summary>
    readonly HashSet<DeliveryId> away = [];

    readonly List<DeliveryId> storedMeanwhile = [];

    /// <summary>The place in the queue up to which all was read; null for its beginning.</summary>
    (long Position, long Part)? readUpTo;
    DateTimeOffset notBefore;
    int underWay;
    int failures;
    int reads;
    int readAnew;
    long leftInQueue;
    bool isBehind;
    bool isReading;
    bool isIdle;

    bool IsDown => failures >= FailuresUntilDown;

    bool HasRoom => kept.Count + away.Count < MostInMemory / 2;

    /// <summary>An event that is in the queue since just now.</summary>
    public void Offer(Delivery delivery)
    {
        lock (gate)
        {
            if (isIdle)
                return;
            if (isBehind || kept.Count + away.Count >= MostInMemory)
            {
                isBehind = true;
                leftInQueue++;
                if (delivery.Id.Position < 0)
                    ReadFromTheBeginning();
                return;
            }

            readUpTo = (delivery.Id.Position, delivery.Id.Part);
            Keep(delivery);
        }

        Go();
    }

    /// <summary>The queue or the endpoint was changed: what is in memory may be old.</summary>
    public void Wake()
    {
        lock (gate)
        {
            (isIdle, failures, notBefore) = (false, 0, default);
            isBehind = true;
            ReadFromTheBeginning();
        }

        Go();
    }

    /// <summary>Starts what may be started now.</summary>
    public void Go()
    {
        if (whileHere.IsCancellationRequested)
            return;
        while (true)
        {
            Delivery? next;
            lock (gate)
            {
                if (isBehind && !isReading && !isIdle && HasRoom)
                {
                    isReading = true;
                    _ = parts.Reading.Run(ReadOn);
                }

                next = Take(parts.Clock.GetUtcNow());
                if (next is null)
                    return;
                kept.Remove(next.Id);
                away.Add(next.Id);
                underWay++;
            }

            _ = Send(next);
        }
    }

    Delivery? Take(DateTimeOffset now)
    {
        if (isIdle || now < notBefore || underWay >= (IsDown ? 1 : AtOnce))
            return null;
        if (later.TryPeek(out var due, out var at) && at <= now)
        {
            later.Dequeue();
            if (talks.GetValueOrDefault(due.Person) is { } held && held.Stuck == due.Id)
                (held.Stuck, held.UnderWay) = (null, due.Id);
            return due;
        }

        while (turns.TryDequeue(out var talk))
        {
            talk.HasTurn = false;
            if (talk.IsBusy || talk.Stuck is not null || !talk.Next.TryDequeue(out var next))
                continue;
            if (next.Attempts > 0 && next.DueAt > now)
            {
                Hold(talk, next);
                continue;
            }

            talk.UnderWay = next.Id;
            return next;
        }

        return null;
    }

    async Task Send(Delivery delivery)
    {
        try
        {
            var endpoint = (await parts.Webhooks.Of(page, app))?.Endpoint;
            if (endpoint is not { PausedAt: null } || await Try(delivery, endpoint) is not { } attempt)
            {
                Rest(delivery);
                return;
            }

            Settle(delivery, attempt);
            if (await parts.Health.Note(page, app, attempt))
                Rest(null);
        }
        catch (OperationCanceledException) when (whileHere.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            parts.Logger.LaneFailed(error, app);
            await Task.Delay(TryAgainAfter, CancellationToken.None);
            Rest(delivery);
            Wake();
        }

        Go();
    }

    /// <summary>Null when there is nobody to send it to.</summary>
    async Task<Attempt?> Try(Delivery delivery, WebhookEndpoint endpoint)
    {
        if (delivery.Field == MessengerCaller.Field)
            return await parts.Messenger.Send(delivery, whileHere);
        var secrets = await parts.Apps.SecretsOf(app);
        return secrets.Count == 0
            ? null
            : await parts.Caller.Send(delivery.Id, delivery.Body, endpoint.Callback, secrets, whileHere);
    }

    void Settle(Delivery delivery, Attempt attempt)
    {
        var (state, due) = (DeliveryState.Delivered, delivery.DueAt);
        lock (gate)
        {
            underWay--;
            var talk = TalkOf(delivery.Person);
            if (attempt.IsAccepted || attempt.IsRefused)
            {
                if (attempt.IsRefused)
                    state = DeliveryState.GivenUp;
                if (IsDown)
                    Hasten();
                failures = 0;
                Free(talk, delivery);
            }
            else
            {
                failures++;
                var now = parts.Clock.GetUtcNow();
                var wait = RetryPlan.WaitAfter(delivery.Attempts + 1, RandomNumberGenerator.GetInt32(1001) / 1000.0, attempt.RetryAfter);
                (state, due) = wait is { } time ? (DeliveryState.Waiting, now + time) : (DeliveryState.GivenUp, now);
                if (attempt is { IsTooMuch: true, RetryAfter: not null })
                    notBefore = due;
                else if (IsDown)
                    notBefore = now + Pause(failures - FailuresUntilDown);
                if (state == DeliveryState.Waiting)
                    TryLater(talk, delivery with { Attempts = delivery.Attempts + 1, DueAt = due });
                else
                    Free(talk, delivery);
            }
        }

        WebhookFigures.Count(attempt);
        parts.Outcomes.Store(new Settled(delivery, attempt, state, due, () => Stored(delivery.Id)));
    }

    void TryLater(Talk talk, Delivery delivery)
    {
        if (isIdle)
        {
            Free(talk, delivery);
            return;
        }

        kept.Add(delivery.Id);
        if (talk.UnderWay != delivery.Id)
        {
            later.Enqueue(delivery, delivery.DueAt);
            return;
        }

        talk.UnderWay = null;
        Hold(talk, delivery);
    }

    /// <summary>
    /// A conversation waits for what failed in it. If the receiver takes others and not this one, it goes on after some
    /// attempts: then the event is at fault.
    /// </summary>
    void Hold(Talk talk, Delivery delivery)
    {
        later.Enqueue(delivery, delivery.DueAt);
        if (delivery.Attempts >= RetryPlan.AttemptsBeforePassed && !IsDown && later.Count < MostInMemory / 2)
        {
            GiveTurn(talk);
            return;
        }

        talk.Stuck = delivery.Id;
        talk.HasMoreInQueue |= talk.Next.Count > 0;
        foreach (var behind in talk.Next)
            kept.Remove(behind.Id);
        talk.Next.Clear();
    }

    /// <summary>It is done with; if its conversation waited for it, that goes on.</summary>
    void Free(Talk talk, Delivery delivery)
    {
        if (talk.UnderWay == delivery.Id)
            talk.UnderWay = null;
        if (!talk.IsBusy && talk.Stuck is null)
            GiveTurn(talk);
    }

    void GiveTurn(Talk talk)
    {
        if (talk.Next.Count > 0)
        {
            if (!talk.HasTurn)
                turns.Enqueue(talk);
            talk.HasTurn = true;
        }
        else if (talk.HasMoreInQueue && !talk.IsReading)
        {
            talk.IsReading = true;
            _ = parts.Reading.Run(() => ReadMore(talk));
        }
        else if (!talk.HasMoreInQueue && !talk.IsBusy)
        {
            talks.Remove(talk.Person);
        }
    }

    void Keep(Delivery delivery)
    {
        if (away.Contains(delivery.Id) || kept.Contains(delivery.Id))
            return;
        var talk = TalkOf(delivery.Person);
        if (talk.Stuck is not null || talk.HasMoreInQueue)
        {
            talk.HasMoreInQueue = true;
            talk.Skipped++;
            return;
        }

        kept.Add(delivery.Id);
        talk.Next.Enqueue(delivery);
        if (!talk.IsBusy)
            GiveTurn(talk);
    }

    Talk TalkOf(Psid person)
    {
        if (!talks.TryGetValue(person, out var talk))
            talks[person] = talk = new Talk(person);
        return talk;
    }

    /// <summary>The receiver is there again: what failed while it was not is due.</summary>
    void Hasten()
    {
        var all = later.UnorderedItems.Select(item => item.Element).OrderBy(one => one.Id.Position).ToList();
        later.Clear();
        foreach (var one in all)
            later.Enqueue(one, DateTimeOffset.MinValue.AddTicks(one.Id.Position < 0 ? 0 : one.Id.Position));
    }

    /// <summary>Nothing is sent until somebody wakes the lane; the queue has it all.</summary>
    void Rest(Delivery? unsent)
    {
        lock (gate)
        {
            isIdle = true;
            if (unsent is not null)
            {
                underWay--;
                away.Remove(unsent.Id);
                if (TalkOf(unsent.Person) is var talk && talk.UnderWay == unsent.Id)
                    talk.UnderWay = null;
            }

            Forget();
        }
    }

    /// <summary>An event of no entry stands before all that was read.</summary>
    void ReadFromTheBeginning()
    {
        Forget();
        readUpTo = null;
    }

    void Forget()
    {
        readAnew++;
        turns.Clear();
        later.Clear();
        kept.Clear();
        foreach (var talk in talks.Values.ToList())
        {
            (talk.HasTurn, talk.Stuck, talk.HasMoreInQueue) = (false, null, false);
            talk.Next.Clear();
            if (!talk.IsBusy)
                talks.Remove(talk.Person);
        }
    }

    static TimeSpan Pause(int failuresWhileDown)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(failuresWhileDown, 4));
        return pause < LongestPause ? pause : LongestPause;
    }
}
