using System.Data;
using System.Diagnostics;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Charla.Conversations;

/// <summary>
/// One partition of the journal in PostgreSQL, on a connection of its own. A batch is one transaction in two round
/// trips: first the conversations, of which the database says which it took; then their entries, and the commit.
/// </summary>
sealed class PostgresJournal(PostgresDatabase database, int partition, ILogger logger) : IJournalEngine
{
    const int MostTries = 5;
    static readonly TimeSpan LongestDoubt = TimeSpan.FromSeconds(2);

    readonly PostgresJournalStatements statements = new(database, partition);
    NpgsqlConnection? connection;

    public bool IsOpen => !IsOver && connection?.State == ConnectionState.Open;

    public bool IsBroken => false;

    public long Term { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>
    /// The first time it begins a term, which ends that of the home before; after a lost connection it goes on with its
    /// own, if no other has begun.
    /// </summary>
    public long? Open()
    {
        Close();
        var opened = database.OpenWriter();
        try
        {
            long? position;
            if (Term == 0)
                (position, Term) = statements.BeginTerm(opened);
            else
                position = statements.LastPosition(opened, Term);
            IsOver = position is null;
            connection = opened;
            return position;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public IReadOnlyList<(Submission, Commit)> Write(IReadOnlyList<Submission> batch)
    {
        var refused = new Refused();
        for (var attempt = 1; ; attempt++)
        {
            List<Entry[]>? entries = null;
            var runs = ConversationRun.Of(batch, refused);
            try
            {
                var taken = runs.Count == 0 ? [] : statements.PutConversations(connection!, runs);
                foreach (var overtaken in runs.Where(run => !taken.Contains(run)).SelectMany(run => run.Submissions))
                    refused.Add(overtaken, new Commit.Overtaken());
                var stored = batch.Where(one => !refused.Has(one)).ToList();
                if (stored.Count == 0)
                {
                    if (runs.Count > 0)
                        PostgresJournalStatements.Undo(connection!);
                    return Outcomes([], [], refused);
                }

                entries = [.. stored.Select(EntriesOf)];
                var first = statements.PutEntriesAndCommit(connection!, Term, stored, entries);
                return Outcomes(stored, Placed(entries, first), refused);
            }
            catch (PostgresException error) when (PostgresJournalStatements.IsOfAnotherTerm(error))
            {
                IsOver = true;
                Close();
                foreach (var submission in batch.Where(one => !refused.Has(one)))
                    refused.Add(submission, new Commit.Moved());
                return Outcomes([], [], refused);
            }
            catch (Exception error)
            {
                var mayTryAgain = IsOpen ? CanTryAgain(error, batch, refused) : entries is null && attempt == 1 && TryOpen();
                if (attempt == MostTries || !mayTryAgain)
                    return Fail(error, batch, entries, refused);
            }
        }
    }

    public void Dispose() => Close();

    /// <summary>
    /// After somebody was in the way, or without those that the store refuses: takes the transaction back and asks who
    /// they are.
    /// </summary>
    bool CanTryAgain(Exception error, IReadOnlyList<Submission> batch, Refused refused)
    {
        if (error is not PostgresException answered || !(answered.IsInTheWay() || answered.IsTaken()))
            return false;
        try
        {
            PostgresJournalStatements.Undo(connection!);
            var before = refused.Count;
            if (answered.IsTaken())
                statements.FindTaken(connection!, [.. batch.Where(one => !refused.Has(one))], refused);
            return answered.IsInTheWay() || refused.Count > before;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Before the commit is on its way, a connection that was cut, perhaps long ago, is just replaced.</summary>
    bool TryOpen()
    {
        try
        {
            return Open() is not null;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>
    /// The connection is given up. When the commit was on its way, the store itself is asked whether it was made; if it
    /// does not answer soon, the senders are told to try again, and their client ids settle it.
    /// </summary>
    IReadOnlyList<(Submission, Commit)> Fail(
        Exception error, IReadOnlyList<Submission> batch, List<Entry[]>? entries, Refused refused)
    {
        logger.JournalRefused(error, (error as PostgresException)?.SqlState ?? error.GetType().Name, batch.Count, broken: false);
        Close();
        var stored = batch.Where(one => !refused.Has(one)).ToList();
        if (entries is not null && ReadBack(entries[0][0]) is { } first)
            return Outcomes(stored, Placed(entries, first), refused);
        Commit failed = IsOver && entries is null
            ? new Commit.Moved()
            : new Commit.Failed(StoreErrors.ToRefusal(error) ?? Refusal.Unavailable);
        foreach (var submission in stored)
            refused.Add(submission, failed);
        return Outcomes([], [], refused);
    }

    /// <summary>The position of the first entry of a batch when it was committed: all of it was, or nothing.</summary>
    long? ReadBack(Entry first)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < LongestDoubt)
        {
            try
            {
                Open();
                return statements.PositionOf(connection!, first);
            }
            catch (NpgsqlException)
            {
                Close();
#pragma warning disable RS0030 // The writer's thread has nothing else to do.
                Thread.Sleep(100);
#pragma warning restore RS0030
            }
        }

        return null;
    }

    void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    static Entry[] EntriesOf(Submission submission) =>
        [.. submission.Decision.Entries.Select((entry, i) => new Entry(
            0, submission.Conversation, entry.Log, entry.Seq, entry.At, entry.By, entry.Event,
            i == 0 ? ClientIds.FromKey(submission.ClientKey) : null))];

    static List<Entry[]> Placed(List<Entry[]> entries, long first)
    {
        var position = first;
        return [.. entries.Select(of => of.Select(entry => entry with { Position = position++ }).ToArray())];
    }

    static List<(Submission, Commit)> Outcomes(
        List<Submission> stored, List<Entry[]> entries, Refused refused) =>
        [
            .. stored.Zip(entries, (submission, of) => (submission, (Commit)new Commit.Stored(of))),
            .. refused.Outcomes,
        ];
}
