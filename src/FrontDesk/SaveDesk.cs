using Charla.Accounts.Contracts;
using Charla.FrontDesk.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.FrontDesk;

/// <summary>An owner says what the desk says by itself. What the request leaves out stays as it was.</summary>
static class SaveDesk
{
    internal sealed record Request(
        string? HelperName, TextRequest? Greeting, TextRequest? Instant, TextRequest? Away, List<FaqRequest?>? Faqs);

    internal sealed record TextRequest(bool? On, Dictionary<string, string?>? Text);

    internal sealed record FaqRequest(string? Id, Dictionary<string, string?>? Question, Dictionary<string, string?>? Answer);

    public static void Map(IEndpointRouteBuilder desk) => desk.MapPut("", Handle).RequireManager();

    static async Task<IResult> Handle(Request request, HttpContext http, DeskDirectory desks)
    {
        if (DeskRules.Check(request) is { } refusal)
            return refusal.ToHttp();
        return TypedResults.Ok(await desks.Change(http.Page(), settings => DeskRules.Apply(request, settings)));
    }
}
