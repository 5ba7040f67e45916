using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.FrontDesk;

/// <summary>How long the page usually takes to answer, and from how many answers that is known.</summary>
static class ReadUsualReply
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/usual-reply", Handle);

    static async Task<IResult> Handle(HttpContext http, ReplyTimes times)
    {
        var usual = await times.Of(http.Page().Id);
        return TypedResults.Ok(new { Seconds = (long?)usual.Median?.TotalSeconds, SampleCount = usual.Answers });
    }
}
