using Microsoft.Playwright;

namespace Charla.Browser.Tests;

public sealed class PasskeyTests(Stage stage) : Walk(stage)
{
    [Fact]
    public async Task An_owner_adds_a_passkey_and_signs_in_with_nothing_else()
    {
        var shop = await Shop.Open(Server);
        var owner = await Desktop();
        await shop.SignIn(owner);
        var devtools = await owner.Context.NewCDPSessionAsync(owner);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });

        await owner.GotoAsync($"{Address}/console/settings/{shop.Handle}/you");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(owner.GetByText("The passkey was added.")).ToBeVisibleAsync();
        await Shoot(owner, "settings-you-desktop");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await owner.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(owner.GetByRole(AriaRole.Navigation, new() { Name = "Console" })).ToBeVisibleAsync();
    }
}
