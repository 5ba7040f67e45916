using System.Security.Cryptography;
using System.Text;

namespace Charla.Server.Tests.Graph;

/// <summary>An app that lets nobody call with a token alone.</summary>
public sealed class ProofTests(ServerFixture server)
{
    [Fact]
    [Wire("token", "a proof that the app demands")]
    [Wire("token", "a proof with the app's own token", Differs = "neither demanded nor looked at: that token is the secret")]
    public async Task An_app_may_demand_that_each_call_proves_that_it_knows_the_secret()
    {
        var bot = await Bot.Open(server);
        var portal = server.Visitor(bot.Token);
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(bot.AppSecret), Encoding.UTF8.GetBytes(bot.Token)));
        Assert.False((await portal.Get($"/api/platform/{bot.Page}/apps").Json()).GetProperty("apps")[0].GetProperty("requires_proof").GetBoolean());
        await Require(true);

        var error = await bot.Http.Get(bot.Url("/me")).GraphError(100);
        Assert.Contains("appsecret_proof", error.Text("message"), StringComparison.Ordinal);
        Assert.Equal($"{bot.Page}", (await bot.Get($"/me?appsecret_proof={proof}")).Text("id"));
        await bot.Http.Get(bot.Url("/me?appsecret_proof=00")).GraphError(100);
        var items = new { batch = new[] { new { method = "GET", relative_url = "me" } } };
        Assert.Equal(400, (await bot.Post("/", items))[0].GetProperty("code").GetInt32());
        Assert.Equal(200, (await bot.Post($"/?appsecret_proof={proof}", items))[0].GetProperty("code").GetInt32());
        foreach (var more in new[] { "", "&appsecret_proof=00" })
            Assert.Equal(bot.AppId, (await bot.Http.Get($"/me?access_token={Uri.EscapeDataString(bot.AppToken)}{more}").Json()).Text("id"));

        await Require(false);
        await bot.Get("/me");
        Assert.Equal("invalid", await portal.Put($"/api/platform/{bot.Page}/apps/{bot.AppId}/proof", new { }).Problem(System.Net.HttpStatusCode.BadRequest));

        async Task Require(bool required) => Assert.Equal(
            required,
            (await portal.Put($"/api/platform/{bot.Page}/apps/{bot.AppId}/proof", new { required }).Json()).GetProperty("requires_proof").GetBoolean());
    }
}
