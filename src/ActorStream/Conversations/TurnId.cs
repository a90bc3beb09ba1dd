using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActorStream.Conversations;

/// <summary>Names a turn in its conversation: <c>t1</c>, <c>t2</c>, ...</summary>
/// <param name="Number">1 or more.</param>
public readonly record struct TurnId(int Number)
{
    /// <summary>Reads <c>t</c> and a positive number without leading zeros.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TurnId turnId)
    {
        turnId = default;
        if (
            text is not ['t', >= '1' and <= '9', ..]
            || !int.TryParse(
                text.AsSpan(1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }

        turnId = new(number);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"t{Number}");
}
