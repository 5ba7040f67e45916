namespace Charla.Conformance.Tests;

/// <summary>messaging-api-messenger as it is published, told another origin.</summary>
public sealed class MessengerClientTests(Stage stage)
{
    [Fact]
    public async Task Every_call_that_the_client_has_is_answered_as_it_expects()
    {
        var folder = Clients.Folder();
        var server = await stage.Serve();
        var page = await Clients.MakePage(server, "calls");
        var session = await server.Operator.Post("/api/chat/calls/sessions", new { locale = "en", timezone = "Europe/Madrid" });
        var person = server.Caller(session.Text("token"));
        await person.Json(HttpMethod.Patch, "/api/chat/person", new { name = "Noor Haddad" });
        await person.Post("/api/chat/messages", new { client_id = "c1", text = "Hello" });

        var environment = Clients.Environment(server, page);
        environment["PSID"] = session.Text("psid");
        await using var client = OtherProgram.Start("node", folder, environment, "messenger.js");
        var said = await client.Success(TimeSpan.FromMinutes(3));

        Assert.Matches(@"\d+ calls and \d+ items of batches passed", said);
        await Clients.Report($"messaging-api-messenger 1.1.0: {said.Split('\n').Last()}");
    }
}
