using System.Text.Json;
using Charla.Conversations.Contracts;
using Charla.Kernel;
using Charla.People.Contracts;
using Charla.Platform.Graph;

namespace Charla.Platform.Edges;

/// <summary>An app blocks persons for the page, lets them in again, or puts their conversations away.</summary>
sealed class ModerateConversations(ConversationDoor door, PersonDirectory persons)
{
    const int MostPersons = 10;
    const int MostActions = 2;

    static readonly Dictionary<string, Func<Author, Command>> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["block_user"] = by => new Block(by, true),
        ["ban_user"] = by => new Block(by, true),
        ["unblock_user"] = by => new Block(by, false),
        ["unban_user"] = by => new Block(by, false),
        ["move_to_spam"] = by => new SetStatus(by, ConversationStatus.Resolved),
    };

    public void Map(GraphRoutes routes) => routes.OnPage("POST", "moderate_conversations", Handle);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        var actions = call.Request.List("actions");
        if (actions.Count is 0 or > MostActions || !actions.All(Actions.ContainsKey))
            return GraphErrors.Parameter("actions", $"must be 1 or {MostActions} of {{{string.Join(", ", Actions.Keys)}}}");
        if (call.Request.Json("user_ids") is not { ValueKind: JsonValueKind.Array } users || users.GetArrayLength() is 0 or > MostPersons)
            return GraphErrors.Parameter("user_ids", $"must be an array of 1 to {MostPersons} objects with an id");
        var found = new List<Psid>();
        foreach (var user in users.EnumerateArray())
        {
            var person = await Recipients.Find(IdOf(user), call.Page.Id, persons);
            if (person.Error is { } nobody)
                return nobody;
            found.Add(person.Value!.Psid);
        }

        foreach (var psid in found)
        {
            foreach (var action in actions)
            {
                var done = await door.Do(new ConversationId(call.Page.Id, psid), Actions[action](call.Author));
                if (done.Refusal is { } refusal)
                    return GraphErrors.Of(refusal);
            }
        }

        return GraphAnswer.Result("success");
    }

    static string? IdOf(JsonElement user) => user.ValueKind == JsonValueKind.Object
        ? user.TryGetProperty("id", out var id) ? GraphParameters.TextOf(id) : null
        : GraphParameters.TextOf(user);
}
