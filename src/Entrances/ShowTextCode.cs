using System.Text;
using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QRCoder;

namespace Charla.Entrances;

/// <summary>
/// A plain code of a text that a business sent, such as a boarding pass, for a reader at a gate: no heart, no rounding. It
/// draws what it is asked and looks nothing up.
/// </summary>
static class ShowTextCode
{
    const int MostBytes = 1_000;
    const int Quiet = 4;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/codes/text.svg", Handle);

    static IResult Handle(string? text, HttpContext http, Limits limits)
    {
        if (string.IsNullOrEmpty(text) || Encoding.UTF8.GetByteCount(text) > MostBytes)
            return Refusal.Invalid("text", "text holds 1 to 1,000 bytes.").ToHttp();
        if (limits.Take("code", http, 120, TimeSpan.FromMinutes(1)) is { } tooMany)
            return tooMany.ToHttp();
        ShowCode.Headers(http, "public, max-age=604800, immutable");
        return TypedResults.Text(Svg(text), "image/svg+xml");
    }

    static string Svg(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var border = (code.ModuleMatrix.Count - (17 + (4 * code.Version))) / 2;
        var side = code.ModuleMatrix.Count - (2 * border);
        var path = new StringBuilder();
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                if (code.ModuleMatrix[y + border][x + border])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        var full = side + (2 * Quiet);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{Quiet} -{Quiet} {full} {full}" shape-rendering="crispEdges"><path fill="#fff" d="M-{Quiet}-{Quiet}h{full}v{full}h-{full}z"/><path d="{path}"/></svg>""");
    }
}
