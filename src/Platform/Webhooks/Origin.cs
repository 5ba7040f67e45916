using Charla.Accounts.Contracts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Charla.Platform.Webhooks;

/// <summary>
/// Scheme and host of this installation where no request says them: what is configured, or else the first address that
/// the server listens on.
/// </summary>
sealed class Origin(PublicAddress address, IServer server)
{
    public string Value => (address.Configured ?? Listening())?.GetLeftPart(UriPartial.Authority) ?? "http://localhost";

    Uri? Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } first
        && Uri.TryCreate(first.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var url)
            ? url
            : null;
}
