using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Charla.Server;

/// <summary>
/// Figures at <c>/metrics</c>, always; with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> they are sent there too, together with
/// traces. OpenTelemetry's other variables hold as everywhere.
/// </summary>
static class Telemetry
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    static readonly string[] Meters =
        ["Charla.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static bool IsSent(IConfiguration settings) => settings[Endpoint] is { Length: > 0 };

    public static void Add(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        if (!IsSent(builder.Configuration))
            return;
        telemetry
            .ConfigureResource(resource => resource.AddService("charla", serviceInstanceId: builder.Configuration["Cluster:Address"]))
            .WithTracing(traces => traces.AddSource("Charla.*", "Microsoft.AspNetCore", "Microsoft.Orleans.Application"))
            .UseOtlpExporter();
    }

    public static IEnumerable<Settings.Problem> Mistakes(IConfiguration settings) =>
        IsSent(settings) && !(Uri.TryCreate(settings[Endpoint], UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            ? [new Settings.Problem(Endpoint, $"\"{settings[Endpoint]}\" is no address; write http://collector:4317.")]
            : [];

    /// <summary>A request's span is named by its route; the address itself stays out, for some are keys.</summary>
    public static void Use(WebApplication app)
    {
        if (!IsSent(app.Configuration))
            return;
        app.Use(async (http, next) =>
        {
            var span = Activity.Current;
            try
            {
                await next(http);
            }
            finally
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                span?.SetTag("url.path", null).SetTag("url.query", null).SetTag("http.route", route)
                    .SetTag("http.request.method", http.Request.Method)
                    .SetTag("http.response.status_code", http.Response.StatusCode);
                if (span is not null)
                    span.DisplayName = $"{http.Request.Method} {route}";
            }
        });
    }
}
