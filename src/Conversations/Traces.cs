using System.Diagnostics;
using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>
/// The way of a message as spans: the door, the conversation, the commit, each follower. While nobody listens to them
/// nothing is made and nothing remembered.
/// </summary>
static class Traces
{
    static readonly ActivitySource Source = new("Charla.Conversations");

    public static bool IsOn => Source.HasListeners();

    /// <summary>What runs now, for who goes on with it on another thread.</summary>
    public static ActivityContext Current => IsOn && Activity.Current is { } running ? running.Context : default;

    public static Activity? Door(ConversationId id, Command command) =>
        IsOn ? Of("door", ActivityKind.Internal, id)?.SetTag("charla.command", command.GetType().Name) : null;

    public static Activity? Conversation(ConversationId id) => IsOn ? Of("conversation", ActivityKind.Internal, id) : null;

    /// <summary>A commit carries many messages: it is part of the first one's trace and points to the others.</summary>
    public static Activity? Commit(int partition, IReadOnlyList<Submission> batch)
    {
        if (!IsOn)
            return null;
        var carried = batch.Select(submission => submission.Trace).Where(trace => trace != default).Distinct().ToList();
        return Source.StartActivity(
            "commit",
            ActivityKind.Internal,
            carried.FirstOrDefault(),
            [new("charla.partition", partition), new("charla.batch", batch.Count)],
            carried.Skip(1).Select(trace => new ActivityLink(trace)));
    }

    public static Activity? Follower(string follower, Entry entry, ActivityContext trace) => !IsOn || trace == default ? null
        : Source.StartActivity($"follower {follower}", ActivityKind.Consumer, trace)
            ?.SetTag("charla.page", entry.Conversation.Page.ToString()).SetTag("charla.position", entry.Position);

    static Activity? Of(string name, ActivityKind kind, ConversationId id) => Source.StartActivity(name, kind)
        ?.SetTag("charla.page", id.Page.ToString()).SetTag("charla.conversation", id.Person.ToString());
}
