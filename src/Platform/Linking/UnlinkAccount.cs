using Charla.People.Contracts;
using Charla.Platform.Edges;
using Charla.Platform.Graph;

namespace Charla.Platform.Linking;

/// <summary><c>POST /me/unlink_accounts</c>: the app says that a person is logged out.</summary>
sealed class UnlinkAccount(AccountLinks links, PersonDirectory persons)
{
    public void Map(GraphRoutes routes) => routes.OnPage("POST", "unlink_accounts", Handle);

    async Task<GraphAnswer> Handle(PageCall call)
    {
        if (call.Request.Text("psid") is not { Length: > 0 } psid)
            return GraphErrors.Missing("psid");
        var person = await Recipients.Find(psid, call.Page.Id, persons);
        if (person.Error is { } nobody)
            return nobody;
        await links.Unlink(new Visit(call.Page.Id, person.Value!.Psid, call.App.Id));
        return GraphAnswer.Result("unlink account success");
    }
}
