namespace Charla.Platform.Graph;

/// <summary>Short lists, which are read whole and answered in parts.</summary>
static class GraphList
{
    /// <param name="idOf">The number that a cursor holds.</param>
    /// <param name="edge">Absolute, without a query.</param>
    public static async Task<GraphAnswer> Answer<T>(
        GraphRequest request, IReadOnlyList<T> all, Func<T, long> idOf, NodeType<T> type, string edge)
    {
        var asked = ListRequest.Of(request);
        var selection = FieldSelection.Of(request);
        if ((asked.Error ?? selection.Error) is { } error)
            return error;
        var (wanted, from, to) = Part(all, idOf, asked.Value!);
        var data = await type.WriteAll(wanted, selection.Value);
        if (data.Error is { } unknown)
            return unknown;
        return new GraphPage(
                data.Value!,
                wanted.Count == 0 ? null : ListCursorText.Write(idOf(wanted[0])),
                wanted.Count == 0 ? null : ListCursorText.Write(idOf(wanted[^1])),
                HasNext: to < all.Count,
                HasPrevious: from > 0)
            .ToJson(request, edge, asked.Value!.Limit, request.Text("fields"));
    }

    /// <summary>A cursor whose item is gone, or that was never ours, is past the end.</summary>
    static (IReadOnlyList<T> Wanted, int From, int To) Part<T>(IReadOnlyList<T> all, Func<T, long> idOf, ListRequest asked)
    {
        var (from, to) = (0, Math.Min(asked.Limit, all.Count));
        if (asked.Number is { } number)
        {
            var at = Enumerable.Range(0, all.Count).FirstOrDefault(index => idOf(all[index]) == number, asked.IsBackward ? 0 : all.Count);
            (from, to) = asked.IsBackward
                ? (Math.Max(0, at - asked.Limit), at)
                : (Math.Min(at + 1, all.Count), Math.Min(at + 1 + asked.Limit, all.Count));
        }

        return ([.. all.Skip(from).Take(to - from)], from, to);
    }
}
