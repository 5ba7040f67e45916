using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Charla.Browser.Tests;

/// <summary>Two people talk through a cluster of three servers while servers die: neither of them has to know.</summary>
public sealed partial class ClusterTests(Stage stage) : Walk(stage)
{
    /// <summary>Until the silos that are left have voted and the homes have moved.</summary>
    const int Patience = 45_000;

    [Fact]
    public async Task Servers_die_and_the_conversation_goes_on()
    {
        await using var cluster = await Cluster.Start();
        var owner = await Desktop();
        var invitation = await owner.Context.APIRequest.PostAsync($"{cluster.Address}/api/auth/invitation", new()
        {
            DataObject = new { token = cluster.OwnerToken, name = "Clara", email = "clara@luna.example", password = Shop.Password },
            Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin" },
        });
        Assert.True(invitation.Ok, await invitation.TextAsync());
        var me = (await (await owner.Context.APIRequest.GetAsync($"{cluster.Address}/api/me")).JsonAsync())!.Value;
        var handle = me.GetProperty("pages")[0].Text("handle");

        var phone = await Phone();
        await phone.GotoAsync($"{cluster.Address}/m/{handle}");
        await phone.Say("Is anybody there?");
        await owner.GotoAsync($"{cluster.Address}/console/inbox/{handle}");
        await owner.GetByRole(AriaRole.Link).Filter(new() { HasText = "Is anybody there?" }).Or(
            owner.GetByRole(AriaRole.Link).Filter(new() { HasText = "No name yet" })).First.ClickAsync();
        await Expect(owner.Bubble("Is anybody there?")).ToBeVisibleAsync();

        for (var silo = 0; silo < 2; silo++)
        {
            cluster.Kill(silo);
            await phone.Say($"Still there after {silo + 1}?");
            await Expect(owner.Bubble($"Still there after {silo + 1}?")).ToBeVisibleAsync(new() { Timeout = Patience });
            await owner.Locator("textarea").FillAsync($"Yes, after {silo + 1}.");
            await owner.Locator("textarea").PressAsync("Enter");
            await Expect(phone.Bubble($"Yes, after {silo + 1}.")).ToBeVisibleAsync(new() { Timeout = Patience });
        }

        await Shoot(phone, "cluster-phone");
        await Shoot(owner, "cluster-desktop");
        string[] said = ["Is anybody there?", "Still there after 1?", "Yes, after 1.", "Still there after 2?", "Yes, after 2."];
        foreach (var screen in (IPage[])[phone, owner])
        {
            Assert.Equal(said, (await screen.Texts()).Where(said.Contains));
            await screen.ReloadAsync();
            await Expect(screen.Bubble(said[^1])).ToBeVisibleAsync(new() { Timeout = Patience });
            Assert.Equal(said, (await screen.Texts()).Where(said.Contains));
        }
    }

    /// <summary>What <c>deploy/try-cluster</c> starts.</summary>
    sealed partial class Cluster(Process script, ConcurrentQueue<string> said, string address) : IAsyncDisposable
    {
        public string Address => address;

        public string OwnerToken => said.Select(line => Token().Match(line)).First(found => found.Success).Groups[1].Value;

        public static async Task<Cluster> Start()
        {
            if (!File.Exists("/usr/sbin/nginx"))
                Needs.Skip("nginx (Debian: apt install nginx)");
            var port = RandomNumberGenerator.GetInt32(2_000, 3_000) * 10;
            var start = new ProcessStartInfo("bash", [Path.Combine(Repository, "deploy", "try-cluster"), port.ToString(CultureInfo.InvariantCulture)])
            {
                Environment = { ["CHARLA_SERVER"] = ServerProcess.Program() },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var (said, ready) = (new ConcurrentQueue<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            void Read(string? line)
            {
                said.Enqueue(line ?? "");
                if (line?.StartsWith("The cluster is ready", StringComparison.Ordinal) == true)
                    ready.TrySetResult();
            }

            var script = new Process { StartInfo = start, EnableRaisingEvents = true };
            script.OutputDataReceived += (_, line) => Read(line.Data);
            script.ErrorDataReceived += (_, line) => Read(line.Data);
            script.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"There is no cluster: {string.Join('\n', said)}"));
            script.Start();
            script.BeginOutputReadLine();
            script.BeginErrorReadLine();
            await ready.Task.WaitAsync(TimeSpan.FromSeconds(120));
            return new Cluster(script, said, $"http://localhost:{port}");
        }

        public void Kill(int silo)
        {
            var processes = said.Select(line => Silo().Match(line)).Where(found => found.Success).Select(found => found.Groups[1].Value).ToList();
            using var one = Process.GetProcessById(int.Parse(processes[silo], CultureInfo.InvariantCulture));
            one.Kill();
        }

        public async ValueTask DisposeAsync()
        {
            using (var end = Process.Start("kill", ["-TERM", script.Id.ToString(CultureInfo.InvariantCulture)]))
                await end.WaitForExitAsync();
            await script.WaitForExitAsync();
            script.Dispose();
        }

        [GeneratedRegex("^silo .* process ([0-9]+)$")]
        private static partial Regex Silo();

        [GeneratedRegex("token=([a-z0-9]+)")]
        private static partial Regex Token();
    }
}
