using System.Diagnostics;
using Charla.Conversations.Contracts;
using Charla.Kernel;

namespace Charla.Conversations;

/// <summary>A decision on its way to the disk.</summary>
/// <param name="Before">The state it was decided on; its version fences off a second writer.</param>
/// <param name="Run">What it was decided in.</param>
/// <param name="ClientKey">Makes the first entry happen once for ever; null for what may happen twice.</param>
/// <param name="ClientHash">Tells a retry from another content under the same client id.</param>
sealed record Submission(
    ConversationId Conversation,
    ConversationState Before,
    Decision Decision,
    Run Run,
    string? ClientKey = null,
    long ClientHash = 0)
{
    readonly TaskCompletionSource<Commit> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The trace that it is part of, if anybody listens.</summary>
    public ActivityContext Trace { get; } = Traces.Current;

    /// <summary>Completes after the fsync, never before.</summary>
    public Task<Commit> Done => done.Task;

    /// <summary>How it ended, once it has.</summary>
    public Commit? Outcome { get; private set; }

    public void Answer(Commit commit)
    {
        if (commit is not Commit.Stored)
            Run.IsBroken = true;
        Outcome = commit;
        done.TrySetResult(commit);
    }
}

/// <summary>
/// The decisions since the state was read, each on the state that the one before would make. The journal breaks it with
/// the first that it refuses: the later ones stand on what never was, even where their version seems to fit.
/// </summary>
sealed class Run
{
    public bool IsBroken { get; set; }
}

/// <summary>How a submission ended.</summary>
abstract record Commit
{
    /// <summary>On the disk, with these entries.</summary>
    public sealed record Stored(IReadOnlyList<Entry> Entries) : Commit;

    /// <summary>The client id stands in the journal already.</summary>
    public sealed record AlreadyThere : Commit;

    /// <summary>The conversation has moved on since the state was read: reload and decide again.</summary>
    public sealed record Overtaken : Commit;

    /// <summary>The partition's home is elsewhere by now; nothing was written here.</summary>
    public sealed record Moved : Commit;

    /// <summary>The store refused; nothing was written.</summary>
    public sealed record Failed(Refusal Refusal) : Commit;
}
