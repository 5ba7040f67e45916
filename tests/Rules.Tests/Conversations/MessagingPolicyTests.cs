using System.Globalization;
using Charla.Conversations.Contracts;
using Charla.Kernel.Http;
using Charla.Pages.Contracts;

namespace Charla.Rules.Tests.Conversations;

/// <summary>The truth table of the messaging policy, policy.tsv: each row a message, and on what ground it goes or not.</summary>
public sealed class MessagingPolicyTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    public static IEnumerable<TheoryDataRow<string>> Rows() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Conversations", "policy.tsv")).Skip(1).Select(row => new TheoryDataRow<string>(row));

    [Theory, MemberData(nameof(Rows))]
    [Wire(
        "policy", "CUSTOMER_FEEDBACK for 7 days, with its template", "tokens: one message within a year",
        "marketing tokens: one message in 48 hours at most, in meta-2026", "older tags: in meta-2017",
        "each edge to the second")]
    public void Holds(string row)
    {
        var cells = row.Split('\t');
        var circumstances = cells[6].Split(',').Select(one => one.Split('=')).ToDictionary(one => one[0], one => one.ElementAtOrDefault(1));
        var token = Token(circumstances);
        var state = new ConversationState
        {
            PersonWroteAt = cells[5] == "-" ? null : Now - Seconds(cells[5]),
            SentAfterWindow = circumstances.TryGetValue("sent", out var sent) ? int.Parse(sent!, CultureInfo.InvariantCulture) : 0,
            Tokens = token is null ? null : [token],
        };
        var terms = new SendTerms
        {
            Profile = Profile(cells[0]),
            IsHuman = cells[1] == "human",
            Type = Enum.Parse<MessagingType>(cells[2].Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            Tag = cells[3] == "-" ? null : cells[3],
            IsPromotional = cells[4] == "promo",
            IsFeedback = circumstances.ContainsKey("feedback"),
            IsUtilityTemplate = circumstances.ContainsKey("utility"),
            Token = token is null ? null : circumstances.ContainsKey("other") ? "another" : token.Id,
        };
        var verdict = MessagingPolicy.Decide(state, terms, Now);
        Assert.Equal(cells[7], verdict.Basis is { } basis ? Json.Name(basis) : verdict.Refusal!.Code["policy.".Length..]);
        Assert.NotEqual(verdict.IsAllowed, verdict.Refusal is not null);
        Assert.True(verdict.Until is null || verdict.Until >= Now);
    }

    [Fact]
    public void The_table_is_long_enough_to_mean_something() => Assert.True(Rows().Count() >= 300);

    /// <summary>Seed 20170418.</summary>
    [Fact]
    [Wire("policy", "nothing that advertises under a tag")]
    public void What_advertises_needs_the_window_or_a_token()
    {
        var random = new Random(20170418);
        string?[] tags = [null, "HUMAN_AGENT", "CUSTOMER_FEEDBACK", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE", "SHIPPING_UPDATE", "x"];
        for (var i = 0; i < 1_000_000; i++)
        {
            var state = new ConversationState
            {
                PersonWroteAt = Now - TimeSpan.FromSeconds(random.Next(0, 1_000_000)),
                PersonOpenedAt = random.Next(2) == 0 ? null : Now - TimeSpan.FromSeconds(random.Next(0, 1_000_000)),
                SentAfterWindow = random.Next(3),
            };
            var terms = new SendTerms
            {
                Profile = (PolicyProfile)random.Next(4),
                Type = (MessagingType)random.Next(4),
                Tag = tags[random.Next(tags.Length)],
                IsPromotional = true,
                IsHuman = random.Next(2) == 0,
                IsFeedback = random.Next(2) == 0,
                IsUtilityTemplate = random.Next(2) == 0,
            };
            var verdict = MessagingPolicy.Decide(state, terms, Now);
            Assert.True(
                verdict.Basis is null or PolicyBasis.Window or PolicyBasis.OneMore
                && (verdict.Basis != PolicyBasis.Window || Now - state.PersonActedAt <= MessagingPolicy.Window),
                $"{terms} {state.PersonActedAt} {verdict}");
        }
    }

    static ConsentToken? Token(Dictionary<string, string?> circumstances)
    {
        if (circumstances.ContainsKey("other"))
            return new ConsentToken("t", "offers", Now + TimeSpan.FromDays(1));
        if (!circumstances.TryGetValue("expires", out var expires))
            return null;
        TimeSpan? every = circumstances.ContainsKey("daily") ? TimeSpan.FromDays(1)
            : circumstances.ContainsKey("weekly") ? TimeSpan.FromDays(7)
            : circumstances.ContainsKey("monthly") ? TimeSpan.FromDays(30)
            : null;
        return new ConsentToken(
            "t",
            "offers",
            Now + Seconds(expires!),
            every,
            circumstances.TryGetValue("used", out var used) ? Now - Seconds(used!) : null,
            circumstances.ContainsKey("stopped"));
    }

    static PolicyProfile Profile(string name) => name switch
    {
        "house" => PolicyProfile.House,
        "meta-2017" => PolicyProfile.Meta2017,
        "meta-2020" => PolicyProfile.Meta2020,
        "meta-2026" => PolicyProfile.Meta2026,
        _ => throw new ArgumentException($"No profile {name}."),
    };

    static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(long.Parse(text, CultureInfo.InvariantCulture));
}
