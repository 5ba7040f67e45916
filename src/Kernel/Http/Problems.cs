using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charla.Kernel.Http;

/// <summary>The one writer of errors: every refusal leaves the server in the shape of RFC 9457, with a trace id.</summary>
public static class Problems
{
    static readonly Meter Meter = new("Charla.Kernel");
    static readonly Counter<long> Refusals = Meter.CreateCounter<long>("charla.refusals");

    /// <summary>The value as JSON with status 200, or the refusal as a problem.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome) =>
        outcome.IsAccepted ? TypedResults.Ok(outcome.Value) : outcome.Refusal.ToHttp();

    public static IResult ToHttp<T>(this Outcome<T> outcome, Func<T, object> shape) =>
        outcome.IsAccepted ? TypedResults.Ok(shape(outcome.Value)) : outcome.Refusal.ToHttp();

    public static IResult ToHttp(this Refusal refusal) => new ProblemResult(refusal);

    /// <summary>Writes the refusal straight to a response: for middleware, outside of endpoints.</summary>
    public static Task Write(HttpContext http, Refusal refusal) => new ProblemResult(refusal).ExecuteAsync(http);

    public static ProblemDetails Details(Refusal refusal, string traceId)
    {
        Refusals.Add(1, new KeyValuePair<string, object?>("code", refusal.Code));
        var details = new ProblemDetails
        {
            Type = "about:blank",
            Status = Status(refusal.Kind),
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status(refusal.Kind)),
            Detail = refusal.Detail,
        };
        details.Extensions["code"] = refusal.Code;
        details.Extensions["trace_id"] = traceId;
        if (refusal.Field is { } field)
            details.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [refusal.Detail] };
        return details;
    }

    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Gone => StatusCodes.Status410Gone,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.UnsupportedType => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        RefusalKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        RefusalKind.Internal => StatusCodes.Status500InternalServerError,
    };

    sealed class ProblemResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            if (refusal.RetryAfter is { } wait)
                http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            http.Response.StatusCode = Status(refusal.Kind);
            return http.Response.WriteAsJsonAsync(
                Details(refusal, TraceId(http)), options: null, "application/problem+json", http.RequestAborted);
        }
    }
}
