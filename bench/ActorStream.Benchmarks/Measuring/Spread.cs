namespace ActorStream.Benchmarks.Measuring;

/// <summary>The middle of several rounds' figures, the lowest and the highest.</summary>
internal readonly record struct Spread(double Median, double Min, double Max, int Rounds)
{
    internal static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        var middle = sorted.Length / 2;
        var median =
            sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>Median, then the lowest and the highest in brackets.</summary>
    internal string ToString(string format, string unit)
    {
        var median = Median.ToString(format, Report.Culture);
        var min = Min.ToString(format, Report.Culture);
        var max = Max.ToString(format, Report.Culture);
        return $"{median, 11} {unit, -13} {$"({min}-{max})", -25}";
    }
}
