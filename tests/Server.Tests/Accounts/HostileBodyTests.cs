using System.Text;
using System.Text.Json;
using Charla.Kernel;

namespace Charla.Server.Tests.Accounts;

/// <summary>Every door of Accounts, Pages and People that takes a body gets what no client of ours would send.</summary>
public sealed class HostileBodyTests(ServerFixture server)
{
    static readonly (string Method, string Path)[] Doors =
    [
        ("POST", "/api/auth/setup"), ("POST", "/api/auth/invitation"), ("POST", "/api/auth/sign-in"),
        ("POST", "/api/auth/passkeys/request-options"), ("POST", "/api/auth/passkeys/sign-in"),
        ("POST", "/api/auth/passkeys"), ("POST", "/api/auth/totp"), ("DELETE", "/api/auth/totp"),
        ("POST", "/api/auth/password"), ("PATCH", "/api/me"), ("POST", "/api/team/invitations"),
        ("PATCH", "/api/team/members/1"), ("POST", "/api/pages"), ("PATCH", "/api/pages/{page}"),
        ("POST", "/api/pages/{page}/picture"), ("POST", "/api/chat/devices/redeem"),
    ];

    static readonly string Deep = string.Concat(Enumerable.Repeat("{\"name\":", 5000)) + "1" + new string('}', 5000);

    static readonly string Long = new('x', 450_000);

    [Fact]
    public async Task Nothing_but_a_problem_of_the_one_shape_comes_back()
    {
        var made = await server.MakePage();
        var owner = await server.SignIn(made, $"{Ids.NewSecret()}@example.org");
        string[] bodies =
        [
            "", "null", "[]", "7", "\"text\"", "{", "{\"name\":\"\\ud800\",\"email\":\"\\ud800\",\"code\":\"\\udfff\"}", Deep,
            $"{{\"name\":\"{Long}\",\"email\":\"{Long}\"}}",
        ];
        foreach (var (method, path) in Doors)
        {
            foreach (var (body, type) in bodies.Select(body => (body, "application/json")).Append(("name=x", "text/plain")))
                await Refused(owner, method, path.Replace("{page}", made.Text("page_id"), StringComparison.Ordinal), body, type);
        }
    }

    static async Task Refused(HttpClient client, string method, string path, string body, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var told = $"{method} {path} {type} {body[..Math.Min(40, body.Length)]}: {(int)answer.StatusCode} {text}";
        Assert.True((int)answer.StatusCode is >= 400 and < 500, told);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", told);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.True(problem.TryGetProperty("code", out _) && problem.TryGetProperty("trace_id", out _), told);
    }
}
