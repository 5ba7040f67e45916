using System.Collections.Concurrent;
using Charla.Conversations.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;
using Microsoft.Extensions.Configuration;

namespace Charla.Platform.Edges;

/// <summary>
/// <c>POST /{page}/notification_messages_dev_support</c>: on a server for tests, the next message by a token need not wait
/// until it is good again. Elsewhere a person's consent is what they agreed to.
/// </summary>
sealed class DeveloperSupport(ConversationDoor door, PersonDirectory persons, IConfiguration configuration)
{
    const int Most = 10_000;
    const string FollowUp = "ENABLE_FOLLOWUP_MESSAGE";

    readonly bool isForTests = configuration.GetValue<bool>("Testing:RelaxedLimits");
    readonly ConcurrentDictionary<string, bool> early = new();

    public void Map(GraphRoutes routes) => routes.OnPage("POST", "notification_messages_dev_support", Handle);

    /// <summary>Whether the token's next message may follow early; it is asked once.</summary>
    public bool Spend(string? token) => token is not null && early.TryRemove(token, out _);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        if (call.Request.Text("developer_action") is not { Length: > 0 } action)
            return GraphErrors.Missing("developer_action");
        if (action != FollowUp)
            return GraphErrors.Parameter("developer_action", $"must be one of {{{FollowUp}}}");
        var person = await Recipients.Find(call.Request, call.Page.Id, persons);
        if (person.Error is { } nobody)
            return nobody;
        var state = await door.Look(new ConversationId(call.Page.Id, person.Value!.Psid));
        var token = Recipients.TokenOf(call.Request);
        if (state.Tokens?.Any(one => one.Id == token && one.Every is not null) != true)
            return GraphErrors.Parameter("recipient[notification_messages_token]", "is no token of this page");
        if (!isForTests)
            return GraphErrors.NoEarlyFollowUp;
        if (early.Count >= Most)
            early.Clear();
        early[token!] = true;
        return GraphAnswer.Success;
    }
}
