using Charla.Conversations.Contracts;

namespace Charla.Conversations;

/// <summary>
/// The submissions of one conversation in one batch, each decided on what the one before would make: its row is written
/// once, with the last state, if it still has the version that the first was decided on.
/// </summary>
sealed class ConversationRun(IReadOnlyList<Submission> submissions)
{
    public IReadOnlyList<Submission> Submissions => submissions;

    public ConversationId Conversation => submissions[0].Conversation;

    public ConversationState Before => submissions[0].Before;

    public Submission Last => submissions[^1];

    /// <summary>In the order of their keys, so that two writers never wait for each other.</summary>
    /// <param name="refused">Left out; one that does not follow the one before it joins them.</param>
    public static List<ConversationRun> Of(IEnumerable<Submission> batch, Refused refused)
    {
        var runs = new SortedDictionary<(long, long), List<Submission>>();
        foreach (var submission in batch)
        {
            if (refused.Has(submission))
                continue;
            if (submission.Run.IsBroken)
            {
                refused.Add(submission, new Commit.Overtaken());
                continue;
            }

            var key = (submission.Conversation.Page.Value, submission.Conversation.Person.Value);
            if (!runs.TryGetValue(key, out var run))
                runs[key] = [submission];
            else if (run[^1].Decision.After.Version == submission.Before.Version)
                run.Add(submission);
            else
                refused.Add(submission, new Commit.Overtaken());
        }

        return [.. runs.Values.Select(run => new ConversationRun(run))];
    }
}
