using Charla.Accounts.Contracts;
using Charla.Kernel;
using Microsoft.AspNetCore.Http;

namespace Charla.Accounts;

/// <summary>
/// Keeps other sites from acting with a member's cookie: a request that changes something must come from our own pages
/// and be of a content type that a plain form on another site cannot send.
/// </summary>
static class OriginWall
{
    public static Refusal? Check(HttpRequest request, PublicAddress address) =>
        !IsSameOrigin(request, address) ? AccountRefusals.ForeignOrigin
        : !IsAllowedContent(request) && !IsLive(request) ? AccountRefusals.ContentType
        : null;

    static bool IsSameOrigin(HttpRequest request, PublicAddress address)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && string.Equals(origin, address.Of(request.HttpContext, ""), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>SignalR sends its own messages as text/plain where sockets are not to be had.</summary>
    static bool IsLive(HttpRequest request) => request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    static bool IsAllowedContent(HttpRequest request)
    {
        if (request.ContentType is not { Length: > 0 } type)
            return request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0;
        return request.HasJsonContentType()
            || type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            // What SignalR's client sends where WebSockets are blocked; the origin was checked before.
            || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);
    }
}
