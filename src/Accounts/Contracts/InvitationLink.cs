namespace Charla.Accounts.Contracts;

/// <summary>Where an invitation's token is used.</summary>
public static class InvitationLink
{
    public static string Path(string token) => $"/console/invitation?token={token}";
}
