using Charla.Accounts.Contracts;
using Charla.Kernel;

namespace Charla.Accounts;

/// <summary>The key of a program: it starts with a word that tells it from a person's device token.</summary>
static class PageAccessToken
{
    public const string Prefix = "page_";
}

sealed record AppRow(
    long Id, long Business, long Page, string Name, string Secret, string VerifyToken, long RequiresProof = 0, string Scopes = "")
{
    public AppIdentity AsIdentity() => new(Id, new BusinessId(Business), new PageId(Page), Name)
    {
        RequiresProof = RequiresProof != 0,
        Scopes = TokenScopes.Read(Scopes),
    };

    /// <summary>Charla's own API takes tokens that may read and write messages.</summary>
    public bool MayAct => TokenScopes.Read(Scopes).Contains(TokenScopes.Messaging);

    public Actor AsActor() => new(
        ActorKind.App,
        Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Name,
        new BusinessId(Business),
        TokenScopes.Read(Scopes).Contains(TokenScopes.Metadata) ? Role.Admin : Role.Agent,
        new PageId(Page));
}

sealed record PageTokenRow(long MadeAt, long? RevokedAt)
{
    public bool IsRevoked => RevokedAt is not null;
}
