using Charla.Accounts.Contracts;
using Charla.Conversations.Contracts;
using Charla.Inbox.Live;
using Charla.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Charla.Rules.Tests.Inbox;

public sealed class PresenceTests
{
    static readonly ConversationId Here = new(new PageId(1), new Psid(1));
    static readonly ConversationId There = new(new PageId(1), new Psid(2));
    static readonly MemberId Ana = new(1);
    static readonly MemberId Ben = new(2);

    readonly FakeTimeProvider clock = new();
    readonly Presence presence;

    public PresenceTests() => presence = new Presence(clock);

    [Fact]
    public void A_member_is_there_once_however_many_screens_they_have()
    {
        presence.LookAt("a1", Ana, "Ana", Here);
        presence.LookAt("a2", Ana, "Ana", Here);
        presence.LookAt("b", Ben, "Ben", Here);

        Assert.Equal([new(Ana, "Ana", false), new(Ben, "Ben", false)], presence.In(Here));
        presence.Leave("a1");
        Assert.Equal(2, presence.In(Here).Count);
        presence.Leave("a2");
        Assert.Equal([new(Ben, "Ben", false)], presence.In(Here));
    }

    [Fact]
    public void Looking_elsewhere_changes_both_places()
    {
        Assert.Equal([Here], presence.LookAt("a", Ana, "Ana", Here));
        Assert.Empty(presence.LookAt("a", Ana, "Ana", Here));
        Assert.Equal([Here, There], presence.LookAt("a", Ana, "Ana", There));
        Assert.False(presence.IsOpen(Here));
        Assert.Equal([There], presence.LookAt("a", Ana, "Ana", null));
        Assert.False(presence.IsOpen(There));
    }

    [Fact]
    public void A_look_ends_when_it_is_not_repeated()
    {
        presence.LookAt("a", Ana, "Ana", Here);
        clock.Advance(TimeSpan.FromSeconds(20));
        presence.LookAt("a", Ana, "Ana", Here);
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(presence.Expire());
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([Here], presence.Expire());
        Assert.False(presence.IsOpen(Here));
    }

    [Fact]
    public void Typing_ends_by_itself_and_is_told_once()
    {
        presence.LookAt("a", Ana, "Ana", Here);
        Assert.True(presence.Type("a", Here, on: true));
        Assert.False(presence.Type("a", Here, on: true));
        Assert.True(presence.In(Here).Single().Typing);
        Assert.False(presence.Type("a", There, on: true));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([Here], presence.Expire());
        Assert.False(presence.In(Here).Single().Typing);
        Assert.False(presence.Type("a", Here, on: false));
    }
}
