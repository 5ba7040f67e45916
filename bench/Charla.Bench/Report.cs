using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Charla.Bench;

/// <summary>
/// Runs benches, keeps what each measured in bench/figures.json, and writes docs/performance.md and docs/capacity.md from
/// all that is kept there.
/// </summary>
static class Report
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One bench's last run.</summary>
    public sealed record Run(string At, string Machine, IReadOnlyList<Figure> Figures);

    public static async Task<int> Write(IReadOnlyDictionary<string, Func<Task<int>>> benches, IReadOnlyList<string> names)
    {
        var root = Root();
        var file = Path.Combine(root, "bench", "figures.json");
        var kept = File.Exists(file)
            ? JsonSerializer.Deserialize<SortedDictionary<string, Run>>(await File.ReadAllTextAsync(file), Json)!
            : [];
        var failed = new List<string>();
        foreach (var name in names)
        {
            Console.WriteLine($"== {name}");
            Figures.Taken.Clear();
            var since = Stopwatch.StartNew();
            if (await Succeeds(benches[name]))
                kept[name] = new Run(Now(), Machine(), [.. Figures.Taken]);
            else
                failed.Add(name);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== {name}: {since.Elapsed.TotalSeconds:0} s"));
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(kept, Json) + "\n");
        }

        await WriteTo(Path.Combine(root, "docs", "performance.md"), "performance.md", ("{goals}", Goals(kept)), ("{figures}", All(kept)));
        if (CostOf(kept) is { } cost)
        {
            await WriteTo(
                Path.Combine(root, "docs", "capacity.md"),
                "capacity.md",
                ("{server}", Number(cost.Server)),
                ("{database}", Number(cost.Database)),
                ("{writer}", cost.Writer.ToString("n0", CultureInfo.InvariantCulture)),
                ("{bytes}", Number(cost.Bytes)),
                ("{tables}", CapacityBench.Tables(cost)));
        }

        if (failed.Count > 0)
            Console.WriteLine($"Without a result: {string.Join(", ", failed)}. Their earlier figures stand.");
        return failed.Count;
    }

    static async Task<bool> Succeeds(Func<Task<int>> bench)
    {
        try
        {
            return await bench() == 0;
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            Console.WriteLine(error.Message);
            return false;
        }
    }

    static string Goals(SortedDictionary<string, Run> kept)
    {
        var text = new StringBuilder("| what | asked | measured | bench |\n| --- | --- | --- | --- |\n");
        foreach (var (name, run) in kept)
        {
            foreach (var figure in run.Figures.Where(figure => figure.Goal.Length > 0))
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Goal} | {Number(figure.Value)} {figure.Unit} | `{name}` |");
        }

        return text.ToString();
    }

    static string All(SortedDictionary<string, Run> kept)
    {
        var text = new StringBuilder();
        foreach (var (name, run) in kept)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"### `{name}`\n\n{run.At}, {run.Machine}\n\n| figure | |\n| --- | --- |");
            foreach (var figure in run.Figures)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {Number(figure.Value)} {figure.Unit} |");
            text.AppendLine();
        }

        return text.ToString().TrimEnd() + "\n";
    }

    static CapacityBench.Cost? CostOf(SortedDictionary<string, Run> kept)
    {
        return Find("write --postgres", "server's CPU for a durable send, followers included") is { } server
            && Find("write --postgres", "PostgreSQL's CPU for a durable send") is { } database
            && Find("write --postgres", "journal, group commit") is { } writer
            && Find("grow", "disk for a stored message, its indexes and its part of a conversation") is { } bytes
                ? new CapacityBench.Cost(server, database, writer, bytes)
                : null;

        double? Find(string bench, string figure) => kept.TryGetValue(bench, out var run)
            ? run.Figures.FirstOrDefault(one => one.Name == figure)?.Value
            : null;
    }

    static async Task WriteTo(string path, string template, params (string Mark, string Text)[] parts)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Root(), "bench", "Charla.Bench", "Templates", template));
        foreach (var (mark, put) in parts)
            text = text.Replace(mark, put.TrimEnd(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text);
    }

    static string Number(double value) =>
        value.ToString(value >= 1000 ? "#,##0" : value >= 100 ? "0" : value >= 10 ? "0.0" : "0.##", CultureInfo.InvariantCulture);

    static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    static string Machine()
    {
        var processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1]
            : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({processor ?? "unknown"}), {memory} GB, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Charla.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The bench runs inside of its repository.");
    }
}
