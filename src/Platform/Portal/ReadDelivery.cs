using System.Text.Json;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>One delivery: the body to the byte, and each attempt with what was sent and what came back.</summary>
static class ReadDelivery
{
    public static void Map(IEndpointRouteBuilder page) => page.MapGet("/deliveries/{delivery}", Handle);

    static async Task<IResult> Handle(string delivery, HttpContext http, DeliveryLog log)
    {
        if (!DeliveryId.TryParse(delivery, out var id) || id.Page != http.Page().Id || await log.Find(id) is not { } found)
            return Refusal.NotFound.ToHttp();
        return TypedResults.Ok(new
        {
            delivery = ListDeliveries.View(found),
            body = await log.Body(id),
            attempts = (await log.Attempts(id)).Select(attempt => new
            {
                attempt.At,
                attempt.Url,
                headers = JsonSerializer.Deserialize<Dictionary<string, string>>(attempt.Headers),
                took_ms = (long)attempt.Took.TotalMilliseconds,
                attempt.Status,
                attempt.Error,
                attempt.Answer,
            }),
        });
    }
}
