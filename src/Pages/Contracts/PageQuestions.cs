using Charla.Kernel;

namespace Charla.Pages.Contracts;

/// <summary>
/// What people may ask a page straight away. The front desk knows and stands above Pages, so it puts its answer in here
/// when it starts; until then there is nothing to ask.
/// </summary>
public sealed class PageQuestions
{
    /// <summary>The questions of a page in a language.</summary>
    public Func<PageId, string, ValueTask<IReadOnlyList<string>>> Ask { get; set; } =
        (_, _) => ValueTask.FromResult<IReadOnlyList<string>>([]);
}
