using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActorStream.Conversations;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http.Requests;

/// <summary>Parameters of the query, and the header that stands for one.</summary>
internal static class Parameters
{
    /// <summary>
    /// The cursor that the client has: <c>Last-Event-ID</c>, which a browser sends by itself when it
    /// reconnects to an address that is older, wins over <c>?after=</c>. Null means from the start.
    /// </summary>
    public static bool TryReadCursor(
        HttpRequest request,
        string? after,
        out Cursor? cursor,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        cursor = null;
        problem = null;
        var header = request.Headers["Last-Event-ID"];
        var text = header.Count > 0 ? header.ToString() : after;
        if (text is null)
            return true;
        if (Cursor.TryParse(text, out var given))
        {
            cursor = given;
            return true;
        }

        problem = ProblemList.InvalidCursor();
        return false;
    }

    public static bool TryReadLimit(
        string? text,
        int byDefault,
        int max,
        out int limit,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        limit = byDefault;
        problem = null;
        if (text is null)
            return true;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
            && limit >= 1
            && limit <= max
        )
        {
            return true;
        }

        problem = ProblemList.InvalidRequest($"limit must be a whole number from 1 to {max}.");
        return false;
    }
}
