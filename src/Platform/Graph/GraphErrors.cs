using Charla.Kernel;
using Microsoft.AspNetCore.Http;

namespace Charla.Platform.Graph;

/// <summary>Every error that the Graph door answers with, by what happened.</summary>
static class GraphErrors
{
    const int Parameters = 100;

    public static readonly GraphError Unknown =
        new(1, "An unknown error occurred. The trace id names it in the log.", Status: StatusCodes.Status500InternalServerError);

    public static readonly GraphError BadSecret = new(1, "Error validating client secret.");

    public static readonly GraphError Unavailable = new(
        2,
        "Service temporarily unavailable: nothing was stored. Try again.",
        Status: StatusCodes.Status503ServiceUnavailable,
        IsTransient: true,
        RetryAfter: TimeSpan.FromSeconds(2));

    public static readonly GraphError TooManyGuesses = new(
        4, "(#4) Application request limit reached", Status: StatusCodes.Status429TooManyRequests, IsTransient: true);

    public static readonly GraphError NeedsAppToken =
        new(15, "(#15) This method must be called with an app access token: APP_ID|APP_SECRET.");

    public static readonly GraphError NoToken = new(
        190, "An access token is required to request this resource.", Status: StatusCodes.Status401Unauthorized);

    public static readonly GraphError BadToken = new(
        190, "Invalid OAuth access token: nobody has this token.", Status: StatusCodes.Status401Unauthorized);

    public static readonly GraphError EndedToken = new(
        190,
        "Error validating access token: it was replaced by a newer one.",
        467,
        Status: StatusCodes.Status401Unauthorized);

    public static readonly GraphError NeedsPageToken = new(
        190, "This method must be called with a page access token.", Status: StatusCodes.Status401Unauthorized);

    public static GraphError NeedsScope(string scope) => new(
        200, $"(#200) The access token lacks the permission {scope}.", Status: StatusCodes.Status403Forbidden);

    public static readonly GraphError ForeignPage = new(
        200, "(#200) This access token is of another page.", Status: StatusCodes.Status403Forbidden);

    public static readonly GraphError BadProof =
        new(Parameters, "Invalid appsecret_proof provided in the API argument", Type: GraphError.Method);

    public static readonly GraphError NoProof =
        new(Parameters, "API calls from the server require an appsecret_proof argument", Type: GraphError.Method);

    public static readonly GraphError NoUser = new(Parameters, "(#100) No matching user found", 2018001);

    public static readonly GraphError MessageAndAction = new(
        Parameters, "(#100) A request carries either a message or a sender_action, not both", 2018014);

    public static readonly GraphError EmptyMessage = new(Parameters, "(#100) Message cannot be empty", 2018034);

    public static readonly GraphError FileTooLarge =
        new(Parameters, "(#100) Attachment size exceeds allowable limit", 2018109);

    public static readonly GraphError PhoneNumbersClosed = new(
        200,
        "(#200) Persons cannot be addressed by phone number: send to the id that a webhook named",
        2018027,
        Status: StatusCodes.Status403Forbidden);

    public static readonly GraphError NoActivity = new(10903, "(#10903) There is no such comment or post to reply to");

    public static readonly GraphError BadLinkingToken = new(10303, "(#10303) Invalid account_linking_token");

    public static readonly GraphError MessageGone =
        new(9000001, "(#9000001) This message was deleted, or is older than the 20 newest of its conversation");

    public static readonly GraphError NoMetric = new(
        3001, "(#3001) Invalid query: name at least one metric", 1504028);

    public static readonly GraphError PersonUnavailable = new(
        551,
        "(#551) This person isn't available right now.",
        1545041,
        Status: StatusCodes.Status403Forbidden,
        UserTitle: "Person unavailable",
        UserMessage: "This person does not want messages of the page.");

    public static readonly GraphError OutsideWindow = new(
        10, "(#10) This message is sent outside of allowed window.", 2018278, Status: StatusCodes.Status403Forbidden);

    public static readonly GraphError OtherAppControls = new(
        10,
        "(#10) Message not sent: another app is controlling this thread now.",
        2018300,
        Status: StatusCodes.Status403Forbidden);

    public static readonly GraphError NoEarlyFollowUp = new(
        10,
        "(#10) A message may follow before its time only on a server that runs with Testing:RelaxedLimits",
        Status: StatusCodes.Status403Forbidden);

    public static readonly GraphError NoSuchApp =
        new(Parameters, "(#100) target_app_id is no app that receives this page's messages", 2018164);

    public static readonly GraphError NotPrimary =
        new(Parameters, "(#100) Only the page's default app may ask who else receives its messages", 2018171);

    /// <summary>A parameter that is there and cannot be taken.</summary>
    /// <param name="detail">Goes on after the parameter's name: "must be …".</param>
    public static GraphError Parameter(string name, string detail, int? subcode = null) =>
        new(Parameters, $"(#100) Param {name} {detail}", subcode);

    public static GraphError Missing(string name) => new(Parameters, $"(#100) The parameter {name} is required");

    public static GraphError Malformed(string what) => new(Parameters, $"(#100) {what}");

    public static GraphError TooLong(string name, int most) =>
        Parameter(name, $"must be at most {most} characters long");

    public static GraphError NoField(string field, string type) =>
        new(Parameters, $"(#100) Tried accessing nonexisting field ({field}) on node type ({type})");

    public static GraphError NoObject(string method, string id) => new(
        Parameters,
        $"Unsupported {method.ToLowerInvariant()} request. Object with ID '{Shown(id)}' does not exist, cannot be loaded due to "
        + "missing permissions, or does not support this operation",
        33,
        GraphError.Method);

    /// <summary>One of several that were asked for at once.</summary>
    public static GraphError NoAlias(string id) =>
        new(803, $"(#803) Some of the aliases you requested do not exist: {Shown(id)}");

    public static GraphError UnknownPath(string path) => new(2500, $"Unknown path components: /{Shown(path)}");

    public static GraphError TooOften(string what, TimeSpan? wait) => new(
        613,
        $"(#613) Calls to this api have exceeded the rate limit: {what}",
        Status: StatusCodes.Status429TooManyRequests,
        IsTransient: true,
        RetryAfter: wait);

    public static GraphError PageLimit(TimeSpan? wait) => new(
        80006,
        "(#80006) There have been too many calls to this Messenger account. Wait a bit and try again.",
        Status: StatusCodes.Status429TooManyRequests,
        IsTransient: true,
        RetryAfter: wait);

    /// <summary>The same refusal in the words of the Graph.</summary>
    public static GraphError Of(Refusal refusal) => refusal.Code switch
    {
        "message.empty" => EmptyMessage,
        "message.too_long" => TooLong("message[text]", 2_000),
        "conversation.blocked_by_person" => PersonUnavailable,
        "thread.other_owner" => OtherAppControls,
        "thread.not_owner" or "thread.no_default" => new GraphError(
            Parameters, $"(#100) {refusal.Detail}", 2534037, Status: StatusCodes.Status403Forbidden),
        "policy.outside_window" => OutsideWindow with { UserTitle = "Not allowed now", UserMessage = refusal.Detail },
        "policy.tag_misused" => new GraphError(
            613, $"(#613) {refusal.Detail}", 2018338, Status: StatusCodes.Status403Forbidden),
        "policy.humans_only" => new GraphError(10, $"(#10) {refusal.Detail}", Status: StatusCodes.Status403Forbidden),
        "policy.topic_stopped" => new GraphError(
            10, $"(#10) {refusal.Detail}", 1893015, Status: StatusCodes.Status403Forbidden),
        "policy.too_soon" => new GraphError(
            4, $"(#4) {refusal.Detail}", 2018354, Status: StatusCodes.Status429TooManyRequests, RetryAfter: refusal.RetryAfter),
        _ => OfKind(refusal),
    };

    static GraphError OfKind(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Unauthenticated => BadToken,
        RefusalKind.Forbidden => new GraphError(200, $"(#200) {refusal.Detail}", Status: StatusCodes.Status403Forbidden),
        RefusalKind.TooMany => TooOften(refusal.Detail, refusal.RetryAfter),
        RefusalKind.TooLarge => FileTooLarge,
        RefusalKind.StorageFull or RefusalKind.Unavailable =>
            Unavailable with { RetryAfter = refusal.RetryAfter ?? Unavailable.RetryAfter },
        RefusalKind.Internal => Unknown,
        RefusalKind.NotFound => new GraphError(Parameters, $"(#100) {refusal.Detail}", 33, GraphError.Method),
        RefusalKind.Invalid or RefusalKind.Conflict or RefusalKind.Gone or RefusalKind.UnsupportedType
            or RefusalKind.MethodNotAllowed => refusal.Field is { } field
                ? new GraphError(Parameters, $"(#100) Param {field} is refused: {refusal.Detail}")
                : new GraphError(Parameters, $"(#100) {refusal.Detail}"),
    };

    /// <summary>What the caller wrote, cut: an error is no echo.</summary>
    static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
