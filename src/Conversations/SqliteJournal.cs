using Charla.Kernel;
using Charla.Kernel.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Charla.Conversations;

/// <summary>The journal in a SQLite file: row by row with prepared statements, one transaction a batch.</summary>
sealed class SqliteJournal(SqliteDatabase database, ILogger logger) : IJournalEngine
{
    const int SqliteFull = 13;
    const int SqliteConstraint = 19;

    SqliteConnection? connection;
    SqliteJournalStatements? statements;
    long position;

    public bool IsOpen => statements is not null;

    public bool IsBroken => database.IsBroken;

    /// <summary>One process owns the file: there is no later home.</summary>
    public long Term => 0;

    public bool IsOver => false;

    public long? Open()
    {
        try
        {
            connection = database.OpenWriter();
            var opened = new SqliteJournalStatements(connection);
            position = opened.LastPosition();
            statements = opened;
            return position;
        }
        catch (SqliteException error)
        {
            database.Note(error);
            throw;
        }
    }

    public IReadOnlyList<(Submission, Commit)> Write(IReadOnlyList<Submission> batch)
    {
        var refused = new Refused();
        List<(Submission, Commit)>? outcomes;
        do
            outcomes = TryWrite(connection!, statements!, batch, refused);
        while (outcomes is null);

        outcomes.AddRange(refused.Outcomes);
        return outcomes;
    }

    public void Dispose()
    {
        statements?.Dispose();
        connection?.Dispose();
    }

    /// <summary>What was stored; null when one more submission was refused and the rest must be written again.</summary>
    List<(Submission, Commit)>? TryWrite(
        SqliteConnection connection,
        SqliteJournalStatements statements,
        IReadOnlyList<Submission> batch,
        Refused refused)
    {
        var stored = new List<(Submission, Commit)>(batch.Count);
        Submission? current = null;
        try
        {
            using var turn = database.TakeTurnNow();
            using var transaction = connection.BeginTransaction(deferred: false);
            var next = position;
            foreach (var submission in batch.Where(one => !refused.Has(one)))
            {
                current = submission;
                if (!submission.Run.IsBroken && statements.Store(submission, ref next) is { } entries)
                    stored.Add((submission, new Commit.Stored(entries)));
                else
                    refused.Add(submission, new Commit.Overtaken());
            }

            current = null;
            if (stored.Count == 0)
                return stored;
            statements.StoreCounts(stored.Select(one => one.Item1));
            transaction.Commit();
            position = next;
            return stored;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SqliteConstraint && current is not null)
        {
            refused.Add(current, statements.IsClientKnown(current) ? new Commit.AlreadyThere() : new Commit.Overtaken());
            return null;
        }
        catch (SqliteException error)
        {
            database.Note(error);
            logger.JournalRefused(error, $"SQLite {error.SqliteExtendedErrorCode}", batch.Count, IsBroken);
            var failed = new Commit.Failed(error.SqliteErrorCode == SqliteFull ? Refusal.StorageFull : Refusal.Unavailable);
            foreach (var submission in batch)
                refused.Add(submission, failed);
            return [];
        }
    }
}
