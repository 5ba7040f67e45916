using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Platform.Portal;

/// <summary>
/// Gives an app a new secret. The answer shows it, once; the old one counts for a while yet, so that both sides need not
/// change at the same moment.
/// </summary>
static class ReplaceSecret
{
    const int UsualHours = 24;
    const int MostHours = 24 * 30;

    /// <param name="OverlapHours">How long the old secret counts; 0 ends it at once.</param>
    internal sealed record Request(int? OverlapHours);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/secret", Handle).RequireMember().TakeIdempotencyKey();

    static async Task<IResult> Handle(Request? request, HttpContext http, Actor actor, Apps apps, AuditLog audit)
    {
        var hours = request?.OverlapHours ?? UsualHours;
        if (hours is < 0 or > MostHours)
            return Refusal.Invalid("overlap_hours", "overlap_hours is 0 to 720.").ToHttp();
        var app = http.App();
        if (await apps.ReplaceSecret(app.Id, TimeSpan.FromHours(hours)) is not { } secret)
            return Refusal.NotFound.ToHttp();
        await audit.Record(actor.Business, actor.Id, "secret.replaced", app.AppId);
        return TypedResults.Ok(secret);
    }
}
