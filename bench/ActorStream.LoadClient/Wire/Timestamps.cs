namespace ActorStream.LoadClient.Wire;

/// <summary>Reads the protocol's one time format without allocating.</summary>
internal static class Timestamps
{
    /// <summary>
    /// UTC ticks of <c>2026-01-31T12:00:00.123456Z</c>, or 0 if the text has another form.
    /// </summary>
    public static long Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[^1] != (byte)'Z' || text[10] != (byte)'T')
        {
            return 0;
        }

        var second = new DateTime(
            Number(text[..4]),
            Number(text[5..7]),
            Number(text[8..10]),
            Number(text[11..13]),
            Number(text[14..16]),
            Number(text[17..19]),
            DateTimeKind.Utc
        );
        var fraction = 0L;
        if (text[19] == (byte)'.')
        {
            var digits = text[20..^1];
            fraction = Number(digits);
            for (var missing = digits.Length; missing < 7; missing++)
            {
                fraction *= 10;
            }
        }

        return second.Ticks + fraction;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
