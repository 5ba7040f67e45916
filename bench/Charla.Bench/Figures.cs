using System.Globalization;

namespace Charla.Bench;

/// <summary>Medians, percentiles, and one line a figure.</summary>
static class Figures
{
    public static double Median(IEnumerable<double> values) => Percentile([.. values], 0.5);

    public static double Percentile(double[] values, double share)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(values.Length * share))];
    }

    /// <summary>All that was printed since it was last cleared.</summary>
    public static List<Figure> Taken { get; } = [];

    public static void Print(string name, double value, string unit, string goal)
    {
        Taken.Add(new Figure(name, value, unit, goal));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-66} {value,12:0.###} {unit,-10} {goal}"));
    }

    /// <summary>One that was printed before.</summary>
    public static double Of(string name) => Taken.Last(figure => figure.Name == name).Value;
}

/// <summary>What was measured, and what is asked of it, in words.</summary>
sealed record Figure(string Name, double Value, string Unit, string Goal);
