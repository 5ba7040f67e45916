using System.Data.Common;
using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Platform.Linking;

/// <summary>A person's way to the business's own site: who went, for which app.</summary>
/// <param name="App">Null when no app asked.</param>
sealed record Visit(PageId Page, Psid Person, long? App);

/// <summary>Who is on the way to the business's own site, and who is logged in there.</summary>
sealed class AccountLinkStore(Database database, TimeProvider clock)
{
    /// <summary>How long the site may ask who came.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(5);

    /// <summary>How long one may take to log in there.</summary>
    public static readonly TimeSpan VisitLife = TimeSpan.FromHours(1);

    const int LongestSecret = 100;

    public Task Begin(Visit visit, string token, string @return) => database.Write((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO account_link_visits (page_id, token_hash, return_hash, person_id, app_id, made_at)
        VALUES (@page, @token, @back, @person, @app, @now)
        """,
        new
        {
            page = visit.Page.Value,
            token = Ids.Hash(token),
            back = Ids.Hash(@return),
            person = visit.Person.Value,
            app = visit.App ?? 0,
            now = Now,
        },
        transaction));

    /// <summary>The person who brought the token; null when it is none, another page's, or too old.</summary>
    public async Task<Psid?> WhoCame(PageId page, string? token) => token is not { Length: > 0 and <= LongestSecret }
        ? null
        : await database.Read(connection => connection.ExecuteScalarAsync<long?>(
            "SELECT person_id FROM account_link_visits WHERE page_id = @page AND token_hash = @token AND made_at > @since",
            new { page = page.Value, token = Ids.Hash(token), since = (clock.GetUtcNow() - TokenLife).ToStored() })) is { } person
            ? new Psid(person)
            : null;

    /// <summary>The visit that ends with this return; null when there is none, or it ended before.</summary>
    public async Task<Visit?> Find(PageId page, string? @return) => @return is not { Length: > 0 and <= LongestSecret }
        ? null
        : await database.Read(connection => connection.QuerySingleOrDefaultAsync<VisitRow>(
            """
            SELECT person_id AS Person, app_id AS App FROM account_link_visits
            WHERE page_id = @page AND return_hash = @back AND returned_at IS NULL AND made_at > @since
            """,
            new { page = page.Value, back = Ids.Hash(@return), since = (clock.GetUtcNow() - VisitLife).ToStored() })) is { } row
            ? new Visit(page, new Psid(row.Person), row.App == 0 ? null : row.App)
            : null;

    /// <summary>Within a transaction: the visit ends with a login. False when it ended before.</summary>
    public async Task<bool> Link(DbConnection connection, DbTransaction transaction, Visit visit, string @return)
    {
        var values = new
        {
            page = visit.Page.Value,
            person = visit.Person.Value,
            app = visit.App ?? 0,
            back = Ids.Hash(@return),
            now = Now,
        };
        var ended = await connection.ExecuteAsync(
            "UPDATE account_link_visits SET returned_at = @now WHERE page_id = @page AND return_hash = @back AND returned_at IS NULL",
            values,
            transaction);
        if (ended == 0)
            return false;
        await connection.ExecuteAsync(
            """
            INSERT INTO account_links (page_id, person_id, app_id, linked_at) VALUES (@page, @person, @app, @now)
            ON CONFLICT (page_id, person_id, app_id) DO UPDATE SET linked_at = excluded.linked_at
            """,
            values,
            transaction);
        return true;
    }

    /// <summary>Within a transaction; false when the person was not logged in.</summary>
    public static async Task<bool> Unlink(DbConnection connection, DbTransaction transaction, Visit visit) =>
        await connection.ExecuteAsync(
            "DELETE FROM account_links WHERE page_id = @page AND person_id = @person AND app_id = @app",
            new { page = visit.Page.Value, person = visit.Person.Value, app = visit.App ?? 0 },
            transaction) > 0;

    public Task ForgetOld() => database.Write((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM account_link_visits WHERE made_at <= @since",
        new { since = (clock.GetUtcNow() - VisitLife).ToStored() },
        transaction));

    long Now => clock.GetUtcNow().ToStored();

    sealed record VisitRow(long Person, long App);
}
