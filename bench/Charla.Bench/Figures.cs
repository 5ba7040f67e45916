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

    public static void Print(string name, double value, string unit, string goal) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-66} {value,12:0.###} {unit,-10} {goal}"));
}
