using System.Data.Common;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Webhooks;

/// <summary>What became of an attempt.</summary>
/// <param name="State">Waiting when it is tried again.</param>
sealed record Settled(Delivery Delivery, Attempt Attempt, DeliveryState State, DateTimeOffset DueAt, Action Stored);

/// <summary>The queue of deliveries. It is written in batches: many rows are one statement, handed over as JSON.</summary>
sealed class DeliveryStore(Database database, TimeProvider clock)
{
    const string Columns =
        """
        app_id AS App, position AS Position, part AS Part, person_id AS Person, field AS Field, at AS At, body AS Body,
        attempts AS Attempts, due_at AS DueAt
        """;

    /// <summary>Puts events into the queue. Those that were not there already.</summary>
    public async Task<IReadOnlyList<Delivery>> Put(IReadOnlyList<Delivery> deliveries)
    {
        var put = await database.Write((connection, transaction) => Put(connection, transaction, deliveries));
        return put.Count == deliveries.Count ? deliveries : [.. deliveries.Where(one => put.Contains(one.Id))];
    }

    /// <summary>The same within a transaction; the ids of those that were not there already.</summary>
    public async Task<IReadOnlySet<DeliveryId>> Put(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<Delivery> deliveries)
    {
        var rows = Rows.Of(deliveries.Select(one => new
        {
            page = one.Id.Page.Value,
            app = one.Id.App,
            position = one.Id.Position,
            part = one.Id.Part,
            person = one.Person.Value,
            field = one.Field,
            at = one.At.ToStored(),
            body = one.Body,
            due = one.DueAt.ToStored(),
        }));
        return (await connection.QueryAsync<(long Page, long App, long Position, long Part)>(
            $"""
            INSERT INTO webhook_deliveries
              (page_id, app_id, position, part, person_id, field, at, body, state, attempts, due_at)
            SELECT page, app, position, part, person, field, at, body, 0, 0, due FROM {Table(
                "page", "app", "position", "part", "person", "field:TEXT", "at", "body:TEXT", "due")} WHERE true
            ON CONFLICT (page_id, app_id, position, part) DO NOTHING
            RETURNING page_id, app_id, position, part
            """,
            new { rows },
            transaction)).Select(row => new DeliveryId(new PageId(row.Page), row.App, row.Position, row.Part)).ToHashSet();
    }

    /// <summary>
    /// Logs attempts and what became of them, in one write. Another home may have gone on with a delivery meanwhile: what
    /// it knows is newer, and only the log gets a line more. Of what was erased meanwhile nothing is logged.
    /// </summary>
    public Task Settle(IReadOnlyList<Settled> settled)
    {
        var attempts = Rows.Of(settled.Select(one => new
        {
            page = one.Delivery.Id.Page.Value,
            app = one.Delivery.Id.App,
            position = one.Delivery.Id.Position,
            part = one.Delivery.Id.Part,
            at = one.Attempt.At.ToStored(),
            url = one.Attempt.Url,
            headers = one.Attempt.Headers,
            took = (long)one.Attempt.Took.TotalMilliseconds,
            status = one.Attempt.Status,
            error = one.Attempt.Error,
            answer = one.Attempt.Answer,
        }));
        var outcomes = Rows.Of(settled.Select(one => new
        {
            page = one.Delivery.Id.Page.Value,
            app = one.Delivery.Id.App,
            position = one.Delivery.Id.Position,
            part = one.Delivery.Id.Part,
            state = (int)one.State,
            before = one.Delivery.Attempts,
            attempts = one.Delivery.Attempts + 1,
            due = one.DueAt.ToStored(),
        }));
        return database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                $"""
                INSERT INTO webhook_attempts (page_id, app_id, position, part, at, url, headers, took, status, error, answer)
                SELECT page, app, position, part, at, url, headers, took, status, error, answer FROM {Table(
                    "page", "app", "position", "part", "at", "url:TEXT", "headers:TEXT", "took", "status", "error:TEXT", "answer:TEXT")}
                WHERE EXISTS (
                  SELECT 1 FROM webhook_deliveries AS one WHERE one.page_id = new.page AND one.app_id = new.app
                    AND one.position = new.position AND one.part = new.part)
                ON CONFLICT DO NOTHING
                """,
                new { rows = attempts },
                transaction);
            await connection.ExecuteAsync(
                $"""
                UPDATE webhook_deliveries SET state = new.state, attempts = new.attempts, due_at = new.due
                FROM {Table("page", "app", "position", "part", "state", "before", "attempts", "due")}
                WHERE page_id = new.page AND app_id = new.app AND webhook_deliveries.position = new.position
                  AND webhook_deliveries.part = new.part
                  AND webhook_deliveries.state = 0 AND webhook_deliveries.attempts = new.before
                """,
                new { rows = outcomes },
                transaction);
        });
    }

    /// <summary>The pages of a partition and their apps for which something waits.</summary>
    public Task<IReadOnlyList<(PageId Page, long App)>> Waiting(int partition) =>
        database.Read<IReadOnlyList<(PageId, long)>>(async connection =>
            [.. (await connection.QueryAsync<(long Page, long App)>(
                $"SELECT DISTINCT page_id, app_id FROM {database.Partition("webhook_deliveries", partition)} WHERE state = 0"))
            .Select(row => (new PageId(row.Page), row.App))]);

    /// <summary>
    /// What waits for an app, in order, after a place in the queue; without one from the first that waits, which an index
    /// knows without a look at all that was delivered before it.
    /// </summary>
    public Task<IReadOnlyList<Delivery>> WaitingAfter(PageId page, long app, (long Position, long Part)? after, int limit) => Read(
        $"""
        SELECT {Columns} FROM webhook_deliveries
        WHERE page_id = @page AND app_id = @app AND state = 0 AND {(after is null
            ? "position >= (SELECT min(position) FROM webhook_deliveries WHERE page_id = @page AND app_id = @app AND state = 0)"
            : "(position, part) > (@position, @part)")}
        ORDER BY position, part LIMIT @limit
        """,
        page,
        new { page = page.Value, app, position = after?.Position, part = after?.Part, limit });

    /// <summary>What waits for an app of one conversation, in order.</summary>
    public Task<IReadOnlyList<Delivery>> WaitingOf(PageId page, long app, Psid person, int limit) => Read(
        $"""
        SELECT {Columns} FROM webhook_deliveries
        WHERE page_id = @page AND app_id = @app AND person_id = @person AND state = 0
        ORDER BY position, part LIMIT @limit
        """,
        page,
        new { page = page.Value, app, person = person.Value, limit });

    /// <summary>The app is told of nothing any more: what waits is given up, and can be sent again later.</summary>
    public Task GiveUp(PageId page, long app) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE webhook_deliveries SET state = 2 WHERE page_id = @page AND app_id = @app AND state = 0",
        new { page = page.Value, app },
        transaction));

    /// <summary>What waits is due now, as if it had never failed.</summary>
    public Task Hasten(PageId page, long app) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        UPDATE webhook_deliveries SET attempts = 0, due_at = @now
        WHERE page_id = @page AND app_id = @app AND state = 0 AND attempts > 0
        """,
        new { page = page.Value, app, now = clock.GetUtcNow().ToStored() },
        transaction));

    Task<IReadOnlyList<Delivery>> Read(string sql, PageId page, object values) =>
        database.Read<IReadOnlyList<Delivery>>(async connection =>
            [.. (await connection.QueryAsync<Row>(sql, values)).Select(row => new Delivery(
                new DeliveryId(page, row.App, row.Position, row.Part),
                new Psid(row.Person),
                row.Field,
                row.At.ToInstant(),
                row.Body,
                (int)row.Attempts,
                row.DueAt.ToInstant()))]);

    string Table(params string[] columns) => Rows.Table(database, "rows", columns);

    sealed record Row(
        long App, long Position, long Part, long Person, string Field, long At, string Body, long Attempts, long DueAt);
}
