using ActorStream.Server.Observability;

namespace ActorStream.Server.Tests.Observability;

public sealed class Counting_a_distribution
{
    private readonly Distribution _values = new();

    [Fact]
    public void Of_nothing_gives_zero()
    {
        (_values.Quantile(0.5), _values.Quantile(0.99), _values.Max).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Is_exact_for_small_values()
    {
        for (var value = 1; value <= 63; value++)
            _values.Add(value);

        _values.Quantile(0.5).ShouldBe(32);
        _values.Quantile(0.99).ShouldBe(63);
        _values.Max.ShouldBe(63);
        _values.Count.ShouldBe(63);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1_000)]
    [InlineData(123_456)]
    [InlineData(9_876_543_210)]
    public void Is_right_within_three_percent_for_large_ones(long value)
    {
        _values.Add(value);
        _values.Add(value * 4);

        var median = _values.Quantile(0.5);

        median.ShouldBeInRange(value, value + value * 32 / 1_000 + 1);
        _values.Max.ShouldBe(value * 4);
    }

    [Fact]
    public void Takes_any_value_there_is()
    {
        _values.Add(long.MinValue);
        _values.Add(long.MaxValue);

        _values.Quantile(0.5).ShouldBe(0);
        _values.Max.ShouldBe(Distribution.MaxValue);
    }

    [Fact]
    public void Sums_up_several_and_begins_anew()
    {
        _values.Add(1);
        var others = new Distribution();
        others.Add(2);
        others.Add(3);

        _values.Add(others);

        (_values.Count, _values.Quantile(0.5), _values.Max).ShouldBe((3, 2, 3));
        _values.Clear();
        (_values.Count, _values.Quantile(0.99), _values.Max).ShouldBe((0, 0, 0));
    }
}
