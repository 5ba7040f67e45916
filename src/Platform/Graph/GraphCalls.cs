using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Pages.Contracts;

namespace Charla.Platform.Graph;

/// <summary>Who calls: an app with its secret, or with the token of a page.</summary>
/// <param name="Page">The token's page; null for an app with its own secret.</param>
sealed record GraphCaller(AppIdentity App, Page? Page);

/// <summary>A call of an edge of the token's page: <c>/me/messages</c>.</summary>
sealed record PageCall(GraphRequest Request, Page Page, AppIdentity App, CancellationToken Cancel)
{
    /// <summary>As whom the app speaks and acts: with the page's name.</summary>
    public Author Author => new(AuthorKind.App, App.AppId, Page.Name);
}

/// <summary>A call of an edge of the app itself, with the app's secret: <c>/{app-id}/subscriptions</c>.</summary>
sealed record AppCall(GraphRequest Request, AppIdentity App, CancellationToken Cancel);

/// <summary>A call of something that belongs to the token's page: <c>/{label-id}</c>, <c>/{psid}/custom_labels</c>.</summary>
/// <param name="Id">The node's id as the caller wrote it.</param>
sealed record NodeCall(GraphRequest Request, Page Page, AppIdentity App, string Id, CancellationToken Cancel);

/// <summary>A call of a word at the root, which knows its callers by itself: <c>/debug_token</c>.</summary>
sealed record RootCall(GraphRequest Request, CancellationToken Cancel);
