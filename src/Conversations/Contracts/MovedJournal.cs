using System.Data.Common;
using Dapper;

namespace Charla.Conversations.Contracts;

/// <summary>
/// What a journal needs beside its rows after they came from one partition into several. Entries keep their positions,
/// with gaps where another partition has the entry: the client ids of automatic answers hold positions, and a number that
/// meant something else before would make a new answer look like one that was given.
/// </summary>
public static class MovedJournal
{
    /// <summary>The tables of which the other engine has none, or keeps something else in.</summary>
    public static readonly IReadOnlyList<string> NotCopied = ["journal_partitions", "followers", "checkpoints"];

    /// <summary>
    /// Each partition goes on after its last entry, and each follower where it was: what it has seen of the whole, it has
    /// seen of the part. One sentence when the journal breaks its own rules.
    /// </summary>
    public static async Task<string?> Settle(
        DbConnection connection, DbTransaction transaction, IEnumerable<(string Follower, long Position)> checkpoints)
    {
        var partitions = await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM journal_partitions", transaction: transaction);
        for (var partition = 0; partition < partitions; partition++)
        {
            await connection.ExecuteAsync(
                $"""
                UPDATE journal_partitions SET position = coalesce((SELECT max(position) FROM entries_{partition}), 0)
                WHERE partition = {partition};
                UPDATE parked_entries SET partition = {partition}
                WHERE satisfies_hash_partition('entries'::regclass, {partitions}, {partition}, page_id)
                """,
                transaction: transaction,
                commandTimeout: 0);
        }

        foreach (var (follower, position) in checkpoints)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO checkpoints (follower, partition, position)
                SELECT @follower, partition, least(@position, position) FROM journal_partitions
                """,
                new { follower, position },
                transaction);
        }

        var gaps = await connection.ExecuteScalarAsync<long>(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM entries GROUP BY page_id, person_id, log HAVING min(seq) <> 1 OR max(seq) <> count(*)) AS broken
            """,
            transaction: transaction,
            commandTimeout: 0);
        return gaps == 0 ? null : $"the numbers of {gaps} logs have gaps: the SQLite file is damaged.";
    }
}
