using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Charla.Platform.Graph;

/// <summary>A "no" in the words of the Graph: programs go by the code and the subcode.</summary>
/// <param name="Type">Nearly always the usual one; clients show it.</param>
/// <param name="Status">The HTTP status; some clients look at nothing else.</param>
/// <param name="IsTransient">The same request may succeed later.</param>
/// <param name="RetryAfter">How long to wait before trying again.</param>
sealed record GraphError(
    int Code,
    string Message,
    int? Subcode = null,
    string Type = GraphError.OAuth,
    int Status = StatusCodes.Status400BadRequest,
    bool IsTransient = false,
    string? UserTitle = null,
    string? UserMessage = null,
    TimeSpan? RetryAfter = null)
{
    public const string OAuth = "OAuthException";
    public const string Method = "GraphMethodException";

    public JsonObject ToJson(string traceId)
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = Type, ["code"] = Code };
        if (Subcode is { } subcode)
            error["error_subcode"] = subcode;
        if (UserTitle is not null)
            error["error_user_title"] = UserTitle;
        if (UserMessage is not null)
            error["error_user_msg"] = UserMessage;
        error["is_transient"] = IsTransient;
        error["fbtrace_id"] = traceId;
        return new JsonObject { ["error"] = error };
    }
}
