using System.Globalization;

namespace ActorStream.Benchmarks.Measuring;

/// <summary>
/// Measures and prints. A row has one form: the median of its rounds, the lowest and the highest in
/// brackets, what the processors worked and what was allocated for each piece of work (medians), and
/// where something bounds it, the ratio to that bound, measured in the same run.
/// </summary>
/// <param name="output">Where the rows go.</param>
internal sealed class Report(TextWriter output)
{
    /// <summary>One way of writing numbers, on any machine.</summary>
    internal static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>One round that isn't counted, then so many that are.</summary>
    internal static async Task<IReadOnlyList<Sample>> RoundsAsync(
        int rounds,
        Func<Task<Sample>> round
    )
    {
        await round();
        var samples = new List<Sample>();
        for (var i = 0; i < rounds; i++)
            samples.Add(await round());
        return samples;
    }

    /// <summary>So many rounds of work that is the same each time, after one that isn't counted.</summary>
    internal static Task<IReadOnlyList<Sample>> RoundsAsync(
        int rounds,
        double count,
        Func<Task> work
    ) =>
        RoundsAsync(
            rounds,
            async () =>
            {
                var lap = Lap.Start();
                await work();
                return lap.End(count);
            }
        );

    /// <summary>A row of pieces a second.</summary>
    /// <param name="name">What was done.</param>
    /// <param name="unit">The pieces, such as <c>events</c>.</param>
    /// <param name="samples">The rounds.</param>
    internal void Rate(string name, string unit, IReadOnlyList<Sample> samples) =>
        Write(name, RateOf(unit, samples), Cost(samples));

    /// <summary>
    /// A row of events a second with the median of its ratios to what bounds it, and a row of that bound,
    /// which was measured beside it, round for round.
    /// </summary>
    internal void RateWithLimit(
        string name,
        IReadOnlyList<Sample> samples,
        string limitName,
        IReadOnlyList<Sample> limit
    )
    {
        var ratio = Spread.Of(samples.Zip(limit, (own, bound) => own.PerSecond / bound.PerSecond));
        Write(
            name,
            RateOf("events", samples),
            string.Create(
                Culture,
                $"{Cost(samples)}, {ratio.Median:P0} of the table ({ratio.Min:P0}-{ratio.Max:P0})"
            )
        );
        Rate(limitName, "rows", limit);
    }

    /// <summary>A row of milliseconds for one piece of work.</summary>
    internal void Time(string name, IReadOnlyList<Sample> samples) =>
        Write(
            name,
            Spread.Of(samples.Select(s => s.MillisecondsEach)).ToString("N2", "ms"),
            Cost(samples)
        );

    /// <summary>A row of memory that stays, for each of what was made in a round.</summary>
    internal void Memory(
        string name,
        IReadOnlyList<double> heapBytesEach,
        IReadOnlyList<Sample> samples
    ) => Write(name, Spread.Of(heapBytesEach).ToString("N0", "B of heap"), Cost(samples));

    /// <summary>A row of memory that stays, on the heap and in all that the process holds of it.</summary>
    internal void Memory(
        string name,
        IReadOnlyList<double> heapBytesEach,
        IReadOnlyList<double> residentBytesEach
    ) =>
        Write(
            name,
            Spread.Of(heapBytesEach).ToString("N0", "B of heap"),
            Spread.Of(residentBytesEach).ToString("N0", "B resident")
        );

    private static string RateOf(string unit, IReadOnlyList<Sample> samples) =>
        Spread.Of(samples.Select(s => s.PerSecond)).ToString("N0", $"{unit}/s");

    /// <summary>The medians of what a piece of work costs; the processor's holds on a busy machine too.</summary>
    private static string Cost(IReadOnlyList<Sample> samples)
    {
        var processor = Spread.Of(samples.Select(s => s.ProcessorNanosecondsEach)).Median;
        var bytes = Spread.Of(samples.Select(s => s.AllocatedBytesEach)).Median;
        return string.Create(
            Culture,
            $"{processor, 9:N0} ns of processor {bytes, 8:N0} B allocated, {samples.Count} rounds"
        );
    }

    private void Write(string name, string figure, string cost) =>
        output.WriteLine($"{name, -50} {figure} {cost}");
}
