using System.Text.Json.Nodes;
using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>
/// <c>POST /{page}/policy_check</c>: would this message be allowed now, and why. Takes what the send takes, and sends
/// nothing.
/// </summary>
sealed class CheckPolicy(ConversationDoor door, PersonDirectory persons, TimeProvider clock)
{
    public void Map(GraphRoutes routes) => routes.OnPage("POST", "policy_check", Handle);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        var recipient = await Recipients.Find(call.Request, call.Page.Id, persons);
        if (recipient.Error is { } nobody)
            return nobody;
        var terms = Terms.Of(call.Request, call.Page);
        if (terms.Error is { } malformed)
            return malformed;
        var state = await door.Look(new ConversationId(call.Page.Id, recipient.Value!.Psid));
        var now = clock.GetUtcNow();
        var verdict = state.Judge(call.Author, terms.Value!, now);
        var answer = new JsonObject { ["allowed"] = verdict.IsAllowed, ["profile"] = NameOf(call.Page.Policy) };
        if (verdict.Basis is { } basis)
            answer["basis"] = Json.Name(basis);
        if (verdict.Until is { } until)
            answer["until"] = Json.Instant(until);
        if (verdict.Refusal is not { } refusal)
            return answer;
        var error = GraphErrors.Of(refusal);
        answer["code"] = error.Code;
        if (error.Subcode is { } subcode)
            answer["error_subcode"] = subcode;
        answer["reason"] = refusal.Detail;
        return answer;
    }

    static string NameOf(PolicyProfile profile) =>
        System.Text.Json.JsonSerializer.SerializeToNode(profile, Json.Options)!.GetValue<string>();
}
