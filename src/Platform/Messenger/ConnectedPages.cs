using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;
using Microsoft.AspNetCore.DataProtection;

namespace Charla.Platform.Messenger;

/// <summary>Which pages are connected. Asked for every entry of the journal, so it is kept in memory.</summary>
sealed class ConnectedPages(Database database, IDataProtectionProvider protection)
{
    const int MostPages = 10_000;

    readonly IDataProtector secrets = protection.CreateProtector("charla.platform.messenger");
    readonly Remembered<PageId, ConnectedPage> known =
        new(database, "messenger_pages", MostPages, key => PageId.Parse(key, null), rememberAbsence: true);

    public ValueTask<ConnectedPage?> Of(PageId page) => known.Of(page, Read);

    public Task Set(ConnectedPage connected) => known.Change(connected.Page, (connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO messenger_pages (page_id, connection_id, messenger_page_id, name, graph_url, access_token, app_id,
          app_secret, verify_token, connected_at)
        VALUES (@page, @Id, @MessengerPage, @Name, @graph, @token, @AppId, @secret, @VerifyToken, @at)
        ON CONFLICT (page_id) DO UPDATE SET connection_id = excluded.connection_id,
          messenger_page_id = excluded.messenger_page_id, name = excluded.name, graph_url = excluded.graph_url,
          access_token = excluded.access_token, app_id = excluded.app_id, app_secret = excluded.app_secret,
          verify_token = excluded.verify_token, connected_at = excluded.connected_at
        """,
        new
        {
            page = connected.Page.Value,
            connected.Id,
            connected.MessengerPage,
            connected.Name,
            graph = connected.Graph.AbsoluteUri,
            token = secrets.Protect(connected.AccessToken),
            connected.AppId,
            secret = secrets.Protect(connected.AppSecret),
            connected.VerifyToken,
            at = connected.ConnectedAt.ToStored(),
        },
        transaction));

    public Task Remove(PageId page) => known.Change(page, (connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM messenger_pages WHERE page_id = @page", new { page = page.Value }, transaction));

    Task<ConnectedPage?> Read(PageId page) => database.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<Row>(
            """
            SELECT connection_id AS Id, messenger_page_id AS MessengerPage, name AS Name, graph_url AS Graph,
              access_token AS AccessToken, app_id AS AppId, app_secret AS AppSecret, verify_token AS VerifyToken,
              connected_at AS ConnectedAt
            FROM messenger_pages WHERE page_id = @page
            """,
            new { page = page.Value }) is { } row
            ? new ConnectedPage(
                page, row.Id, row.MessengerPage, row.Name, new Uri(row.Graph), secrets.Unprotect(row.AccessToken), row.AppId,
                secrets.Unprotect(row.AppSecret), row.VerifyToken, row.ConnectedAt.ToInstant())
            : null);

    sealed record Row(
        long Id, string MessengerPage, string Name, string Graph, string AccessToken, string AppId, string AppSecret,
        string VerifyToken, long ConnectedAt);
}
