using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Charla.Inbox.Live;

/// <summary>
/// Logs what failed in a hub, once. A refusal (<see cref="HubException"/>) is an answer and no failure; SignalR would
/// log it as one, so its own dispatcher is kept silent.
/// </summary>
sealed class LogFailures(ILogger<LogFailures> logger) : IHubFilter
{
    public const string WhatSignalRLogs = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocation);
        }
        catch (Exception error) when (error is not HubException && !invocation.Context.ConnectionAborted.IsCancellationRequested)
        {
            logger.HubFailed(error, invocation.HubMethodName);
            throw;
        }
    }
}
