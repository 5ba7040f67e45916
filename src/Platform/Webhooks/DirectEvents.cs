using System.Data.Common;
using Charla.Kernel;
using Charla.Kernel.Storage;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Tells apps what happened beside the journal. The event gets into the queue by the same transaction that makes it true,
/// so that neither is there without the other.
/// </summary>
sealed class DirectEvents(
    Database database, WebhookStore webhooks, DeliveryStore deliveries, WebhookSender sender, TimeProvider clock)
{
    /// <param name="app">Whom it concerns; null for all who asked for the field.</param>
    /// <param name="change">Changes the store; false when there was nothing to change, and nobody is told.</param>
    /// <param name="body">What is told, as of now.</param>
    public async Task<bool> Tell(
        PageId page,
        Psid person,
        string field,
        long? app,
        Func<DbConnection, DbTransaction, Task<bool>> change,
        Func<DateTimeOffset, string> body)
    {
        var now = clock.GetUtcNow();
        var told = (await webhooks.Of(page)).Where(one => one.Wants(field) && (app is null || one.App == app)).ToList();
        var text = told.Count == 0 ? "" : body(now);
        List<Delivery> made =
            [.. told.Select(one => new Delivery(new DeliveryId(page, one.App, -Ids.NewNumber(), 0), person, field, now, text, 0, now))];
        var isChanged = await database.Write(async (connection, transaction) =>
        {
            if (!await change(connection, transaction))
                return false;
            if (made.Count > 0)
                await deliveries.Put(connection, transaction, made);
            return true;
        });
        if (isChanged)
            await sender.Send(made);
        return isChanged;
    }
}
