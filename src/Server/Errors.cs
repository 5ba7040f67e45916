using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Charla.Server;

/// <summary>Turns what endpoints did not answer themselves into the one shape: bad requests, full disks, bare statuses.</summary>
static class Errors
{
    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => Problems.Write(http, ToRefusal(http.Features.Get<IExceptionHandlerFeature>()?.Error)),
            SuppressDiagnosticsCallback = failed => ToRefusal(failed.Exception).Kind != RefusalKind.Internal,
        });
        app.UseStatusCodePages(context =>
            context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                ? Problems.Write(context.HttpContext, ForStatus(context.HttpContext.Response.StatusCode))
                : context.Next(context.HttpContext));
    }

    /// <summary>After routing: an endpoint that answers in a shape of its own reads its bodies by itself.</summary>
    public static void UseOneCharset(this WebApplication app) => app.Use((http, next) =>
        IsOtherThanUtf8(http.Request) && http.GetEndpoint()?.Metadata.GetMetadata<KnowsItsCallers>() is null
            ? Problems.Write(http, ForStatus(StatusCodes.Status415UnsupportedMediaType))
            : next(http));

    /// <summary>JSON is UTF-8; another charset would fail in the reader.</summary>
    static bool IsOtherThanUtf8(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.Charset.HasValue
        && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    static Refusal ToRefusal(Exception? error) => error switch
    {
        BadHttpRequestException { StatusCode: var status } => ForStatus(status),
        IOException { HResult: NoSpaceLeft } => Refusal.StorageFull,
        _ => StoreErrors.ToRefusal(error)
            ?? new Refusal("internal", "Something went wrong on our side. The trace id names it in the log.", RefusalKind.Internal),
    };

    /// <summary>ENOSPC as .NET reports it.</summary>
    const int NoSpaceLeft = 28;

    static Refusal ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Refusal.Unauthenticated,
        StatusCodes.Status403Forbidden => Refusal.Forbidden,
        StatusCodes.Status404NotFound => Refusal.NotFound,
        StatusCodes.Status405MethodNotAllowed =>
            new("method.not_allowed", "This address does not take this method.", RefusalKind.MethodNotAllowed),
        StatusCodes.Status408RequestTimeout =>
            new("request.too_slow", "The request did not arrive in time.", RefusalKind.Invalid),
        StatusCodes.Status413PayloadTooLarge =>
            new("request.too_large", "The request is too large.", RefusalKind.TooLarge),
        StatusCodes.Status415UnsupportedMediaType =>
            new("request.wrong_type", "This address takes application/json.", RefusalKind.UnsupportedType),
        StatusCodes.Status429TooManyRequests => new("too_many", "Too many tries. Wait a little and try again.", RefusalKind.TooMany),
        _ => new Refusal("request.malformed", "The request could not be read: check the JSON and the types of its fields."),
    };
}
