using Microsoft.AspNetCore.Http;

namespace Charla.Accounts.Contracts;

/// <summary>
/// The address under which people reach the installation: the setting <c>PublicUrl</c>, or the request's own host
/// where none is set. Set it in production, so that no link follows a forged Host header.
/// </summary>
public sealed class PublicAddress(Uri? configured)
{
    public Uri? Configured { get; } = configured;

    /// <summary>An absolute address of this installation.</summary>
    /// <param name="path">Starts with a slash.</param>
    public string Of(HttpContext http, string path) =>
        Configured is { } address
            ? address.GetLeftPart(UriPartial.Authority) + path
            : $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}{path}";
}
