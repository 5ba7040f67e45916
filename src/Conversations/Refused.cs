namespace Charla.Conversations;

/// <summary>Those of a batch that the store does not take, and why. Each breaks its run.</summary>
sealed class Refused
{
    readonly Dictionary<Submission, Commit> commits = new(ReferenceEqualityComparer.Instance);

    public int Count => commits.Count;

    public IEnumerable<(Submission, Commit)> Outcomes => commits.Select(pair => (pair.Key, pair.Value));

    public bool Has(Submission submission) => commits.Count > 0 && commits.ContainsKey(submission);

    /// <summary>The first reason stays.</summary>
    public void Add(Submission submission, Commit commit)
    {
        submission.Run.IsBroken = true;
        commits.TryAdd(submission, commit);
    }
}
