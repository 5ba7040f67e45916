using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Charla.Accounts.Contracts;
using Charla.Kernel.Http;
using Charla.Kernel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charla.Platform.Graph;

/// <summary>
/// The Graph over HTTP: with or without a version in the path. Whatever happens is answered in the Graph's own shape.
/// </summary>
sealed class GraphDoor(GraphRoutes routes, GraphBatch batch, GraphUsage usage, PublicAddress address, ILogger<GraphDoor> logger)
{
    const string ContentType = "application/json; charset=UTF-8";

    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder app)
    {
        string[] first =
        [
            @"{version:regex(^v[0-9]+\.[0-9]+$)}", GraphRoutes.Me, "{id:regex(^[0-9]+$)}", "{conversation:regex(^t_.*$)}",
            "{message:regex(^m_.*$)}", .. GraphRoutes.RootWords,
        ];
        foreach (var part in first)
            app.Map($"/{part}/{{**path}}", Answer).WithMetadata(new KnowsItsCallers()).ExcludeFromDescription();
        app.MapPost("/", Answer).WithMetadata(new KnowsItsCallers()).ExcludeFromDescription();
    }

    public static Task Answer(HttpContext http) => http.RequestServices.GetRequiredService<GraphDoor>().Handle(http);

    async Task Handle(HttpContext http)
    {
        GraphRequest? request = null;
        GraphAnswer answer;
        try
        {
            var read = await GraphReader.Read(http, address);
            request = read.Value;
            answer = read.Error is { } bad ? bad
                : request!.IsRoot || (request.Node == GraphRoutes.Me && request.Edge.Length == 0 && request.Has("batch"))
                    ? await batch.Answer(request, http.RequestAborted)
                    : await routes.Answer(request, http.RequestAborted);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            answer = Fault(error);
        }

        await Write(http, request, answer);
    }

    GraphError Fault(Exception error)
    {
        if (error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            return GraphErrors.Malformed("The request is too large");
        if (error is BadHttpRequestException)
            return GraphErrors.Malformed("The request cannot be read");
        if (StoreErrors.ToRefusal(error) is { } refusal)
            return GraphErrors.Of(refusal);
        logger.CallFailed(error);
        return GraphErrors.Unknown;
    }

    async Task Write(HttpContext http, GraphRequest? request, GraphAnswer answer)
    {
        var traceId = Problems.TraceId(http);
        var response = http.Response;
        response.StatusCode = answer.Error?.Status ?? StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "private, no-cache, no-store, must-revalidate";
        response.Headers["facebook-api-version"] = request?.Version ?? GraphRequest.UsualVersion;
        response.Headers["x-fb-trace-id"] = traceId;
        response.Headers["x-fb-request-id"] = traceId;
        if (request?.Caller is { } caller)
            usage.Write(response.Headers, caller);
        if (answer.Error?.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var bytes = Bytes(answer.Error is { } error ? error.ToJson(traceId) : answer.Value);
        response.ContentLength = bytes.WrittenCount;
        await response.BodyWriter.WriteAsync(bytes.WrittenMemory, http.RequestAborted);
    }

    public static ArrayBufferWriter<byte> Bytes(JsonNode? json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes, Writing);
        if (json is null)
            writer.WriteNullValue();
        else
            json.WriteTo(writer);
        writer.Flush();
        return bytes;
    }
}

static partial class GraphLog
{
    [LoggerMessage(8001, LogLevel.Error, "A call of the Graph failed.")]
    public static partial void CallFailed(this ILogger logger, Exception error);
}
