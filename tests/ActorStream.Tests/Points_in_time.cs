using System.Globalization;
using System.Text;

namespace ActorStream.Tests;

public sealed class Points_in_time
{
    [Theory]
    [InlineData("0001-01-01T00:00:00.000000Z")]
    [InlineData("2024-02-29T23:59:59.999999Z")]
    [InlineData("2026-01-31T12:00:00.000001Z")]
    [InlineData("2026-10-05T07:08:09.120000Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void Are_written_as_they_are_read(string text)
    {
        var at = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        var bytes = new byte[Timestamps.Length];

        Timestamps.Write(at, bytes).ShouldBe(Timestamps.Length);

        Encoding.ASCII.GetString(bytes).ShouldBe(text);
        Timestamps.ToText(at).ShouldBe(text);
        Timestamps.TryRead(bytes, out var read).ShouldBeTrue();
        read.ShouldBe(at);
    }

    [Fact]
    public void Are_written_in_utc_and_cut_to_microseconds()
    {
        var at = new DateTimeOffset(2026, 1, 31, 1, 0, 0, TimeSpan.FromHours(2)).AddTicks(19);
        var bytes = new byte[Timestamps.Length];

        Timestamps.Write(at, bytes);

        Encoding.ASCII.GetString(bytes).ShouldBe("2026-01-30T23:00:00.000001Z");
    }
}
