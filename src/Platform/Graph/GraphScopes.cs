using Charla.Accounts.Contracts;

namespace Charla.Platform.Graph;

/// <summary>Which permission a call with a page's token needs.</summary>
static class GraphScopes
{
    static readonly HashSet<string> Settings =
        ["messenger_profile", "thread_settings", "subscribed_apps"];

    static readonly HashSet<string> Figures = ["insights"];

    static readonly HashSet<string> Templates = ["message_templates"];

    /// <summary>The permission that the token lacks; null when it may.</summary>
    /// <param name="isPage">The call is of the page itself, and not of something that belongs to it.</param>
    public static string? Lacking(AppIdentity app, string method, string edge, bool isPage)
    {
        var needed = Needed(method, edge, isPage);
        return app.Scopes.Contains(needed) ? null : needed;
    }

    public static string Needed(string method, string edge, bool isPage) =>
        edge.Length == 0 && isPage ? TokenScopes.List
        : Figures.Contains(edge) ? TokenScopes.Engagement
        : Templates.Contains(edge) ? TokenScopes.Utility
        : Settings.Contains(edge) && method != "GET" ? TokenScopes.Metadata
        : TokenScopes.Messaging;
}
