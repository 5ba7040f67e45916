using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.People.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Charla.Entrances;

/// <summary>
/// A one-time code as a picture, to be read by the other device's camera. It draws what it is asked and looks nothing
/// up, so that nobody learns from it which codes are good.
/// </summary>
static class ShowDeviceCode
{
    static readonly CodeHeart Plain = new("#181c27", "", null);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/c/{code}/code.svg", Handle);

    static IResult Handle(string code, HttpContext http, PublicAddress address, Limits limits)
    {
        if (DeviceCode.Normal(code) is not { } normal)
            return Refusal.NotFound.ToHttp();
        if (limits.Take("code", http, 120, TimeSpan.FromMinutes(1)) is { } tooMany)
            return tooMany.ToHttp();
        if (CodeShape.Of(address.Of(http, DeviceCode.Path(normal))) is not { } shape)
            return EntranceRefusals.AddressTooLong.ToHttp();
        ShowCode.Headers(http, "no-store");
        return TypedResults.Text(CodeDrawing.Svg(shape, Plain), "image/svg+xml");
    }
}
