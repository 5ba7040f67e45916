using Charla.Pages.Contracts;
using Charla.Platform.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>What whoever runs the page's apps should know: endpoints that fail, were paused, or came back.</summary>
static class ListNotices
{
    const int Most = 100;

    public static void Map(IEndpointRouteBuilder page) => page.MapGet("/notices", async (HttpContext http, WebhookStore store) =>
        TypedResults.Ok(new
        {
            notices = (await store.Notices(http.Page().Id, Most)).Select(notice => new { notice.AppId, notice.At, notice.Kind, notice.Detail }),
        }));
}
