using Charla.Accounts.Contracts;
using Charla.Kernel;
using Charla.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Charla.Accounts;

/// <summary>Stands before every endpoint: who acts, does the request come from our own pages, do the gates open.</summary>
sealed class Doorkeeper(ReadActor actors, PublicAddress address)
{
    public async Task<Refusal?> Check(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<KnowsItsCallers>() is not null)
            return null;

        // A person's requests carry a device token, a file's address its signature: no cookie is looked at.
        if (!http.Request.Path.StartsWithSegments("/api/chat", StringComparison.OrdinalIgnoreCase)
            && !http.Request.Path.StartsWithSegments("/files", StringComparison.OrdinalIgnoreCase))
        {
            var actor = await actors.Of(http);
            if (!actor.IsAccepted && actor.Refusal is { } guessed)
                return guessed;
            http.Features.Set(actor.Value);
            if (actor.Value is { } known)
                http.Features.Set(new Caller($"{known.Kind}:{known.Id}"));
            if (actor.Value?.Kind == ActorKind.Member && Changes(http.Request)
                && OriginWall.Check(http.Request, address) is { } foreign)
            {
                return foreign;
            }
        }

        foreach (var gate in http.GetEndpoint()?.Metadata.GetOrderedMetadata<Gate>() ?? [])
        {
            if (await gate.Check(http) is { } refusal)
                return refusal;
        }

        return null;
    }

    /// <summary>Sockets count too: a browser opens them to any site, with cookies.</summary>
    static bool Changes(HttpRequest request) =>
        request.Headers.Upgrade.Count > 0
        || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
}
