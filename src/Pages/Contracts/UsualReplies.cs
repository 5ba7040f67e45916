using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>
/// How long a page usually takes to answer. The front desk works it out and stands above Pages, so it puts its answer
/// in here when it starts; until then nothing is known.
/// </summary>
public sealed class UsualReplies
{
    public Func<PageId, ValueTask<TimeSpan?>> Ask { get; set; } = _ => ValueTask.FromResult<TimeSpan?>(null);
}
