using System.Buffers;
using System.Text;
using Charla.Accounts.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Charla.Platform.Graph;

/// <summary>Makes a call of a request over HTTP, of whatever kind its body is, with any method.</summary>
static class GraphReader
{
    const long LargestForm = (26 << 20) + (64 << 10);

    static readonly FormOptions Forms = new()
    {
        BufferBody = false,
        ValueCountLimit = 1_000,
        KeyLengthLimit = 2_048,
        ValueLengthLimit = 1 << 20,
        MultipartBoundaryLengthLimit = 128,
        MultipartHeadersCountLimit = 16,
        MultipartHeadersLengthLimit = 16 << 10,
        MultipartBodyLengthLimit = LargestForm,
    };

    /// <exception cref="BadHttpRequestException">The body is larger than is taken, or does not arrive.</exception>
    public static async Task<Checked<GraphRequest>> Read(HttpContext http, PublicAddress address)
    {
        var parameters = new GraphParameters();
        foreach (var (name, values) in http.Request.Query)
            Add(parameters, name, values);
        IReadOnlyList<IFormFile> files = [];
        if (http.Request.HasFormContentType)
        {
            var form = await ReadForm(http, parameters);
            if (form.Error is { } bad)
                return bad;
            files = form.Value!;
        }
        else if (await ReadBody(http.Request, parameters) is { } bad)
        {
            return bad;
        }

        return new GraphRequest(http.Request.Method, http.Request.Path.Value ?? "", parameters)
        {
            Origin = address.Of(http, ""),
            From = http.Connection.RemoteIpAddress?.ToString() ?? "none",
            Token = TokenOf(http.Request, parameters),
            Files = files,
        };
    }

    /// <summary>Reads a form or a query as text: the body and the address of a batch's item.</summary>
    public static void AddEncoded(GraphParameters parameters, string text)
    {
        foreach (var (name, values) in QueryHelpers.ParseNullableQuery(text) ?? [])
            Add(parameters, name, values);
    }

    /// <summary>Several values of one name are a list where the name says so, else the last one counts.</summary>
    static void Add(GraphParameters parameters, string name, Microsoft.Extensions.Primitives.StringValues values)
    {
        if (values.Count > 1 && name.EndsWith("[]", StringComparison.Ordinal))
        {
            for (var at = 0; at < values.Count; at++)
                parameters.Add($"{name[..^2]}[{at}]", values[at] ?? "");
        }
        else
        {
            parameters.Add(name, values.Count == 0 ? "" : values[^1] ?? "");
        }
    }

    static async Task<Checked<IReadOnlyList<IFormFile>>> ReadForm(HttpContext http, GraphParameters parameters)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestForm;
        if (http.Request.ContentLength > LargestForm)
            return GraphErrors.FileTooLarge;
        try
        {
            var form = await http.Request.ReadFormAsync(Forms, http.RequestAborted);
            foreach (var (name, values) in form)
                Add(parameters, name, values);
            return new(form.Files, null);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return GraphErrors.FileTooLarge;
        }
        catch (Exception error) when (error is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return GraphErrors.Malformed("The form in the request's body cannot be read");
        }
    }

    static async Task<GraphError?> ReadBody(HttpRequest request, GraphParameters parameters)
    {
        if (request.ContentLength == 0)
            return null;
        var body = await ReadAll(request);
        if (body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return null;
        if (LenientJson.Parse(body) is { } json)
        {
            if (json.ValueKind == System.Text.Json.JsonValueKind.Object)
                parameters.Take(json);
            else if (json.ValueKind == System.Text.Json.JsonValueKind.Array && json.GetArrayLength() > 0)
                return GraphErrors.Malformed("The body of a request is one JSON object");
            return null;
        }

        var text = Encoding.UTF8.GetString(body);
        if (request.HasJsonContentType() || LenientJson.LooksNested(text))
            return GraphErrors.Malformed("The body of the request is no valid JSON");
        AddEncoded(parameters, text);
        return null;
    }

    static async Task<byte[]> ReadAll(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }

    static string? TokenOf(HttpRequest request, GraphParameters parameters)
    {
        if (parameters.Text("access_token") is { Length: > 0 } given)
            return given;
        var header = request.Headers.Authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !(header[..space].Equals("Bearer", StringComparison.OrdinalIgnoreCase) || header[..space].Equals("OAuth", StringComparison.OrdinalIgnoreCase)))
            return null;
        return header[(space + 1)..].Trim() is { Length: > 0 } token ? token : null;
    }
}
