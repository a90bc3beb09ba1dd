using System.Diagnostics.CodeAnalysis;
using ActorStream.Catalog;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>Which conversations are wanted.</summary>
internal sealed record ListQuery(
    string? State,
    string? Tenant,
    string? Text,
    bool Deep,
    DateTimeOffset? OlderThan,
    DateTimeOffset? NewerThan,
    Range Events,
    Range Bytes,
    int Limit,
    ListPosition? Before
)
{
    public const string Deleted = "deleted";
    public const string Running = "running";
    public const string Idle = "idle";

    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int MaxTextLength = 200;

    /// <summary>Whether erased conversations are wanted, and no others.</summary>
    public bool WantsErased => State == Deleted;

    /// <summary>Reads the query of a URL.</summary>
    public static bool TryRead(
        IQueryCollection query,
        DateTimeOffset now,
        [NotNullWhen(true)] out ListQuery? read,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        read = null;
        ListPosition? before = null;
        if (
            !Parameters.TryReadLimit(
                query["limit"],
                DefaultLimit,
                MaxLimit,
                out var limit,
                out problem
            )
            || !AdminParameters.TryReadTime(
                query["olderThan"],
                "olderThan",
                now,
                out var olderThan,
                out problem
            )
            || !AdminParameters.TryReadTime(
                query["newerThan"],
                "newerThan",
                now,
                out var newerThan,
                out problem
            )
            || !Range.TryRead(query, "Events", out var events, out problem)
            || !Range.TryRead(query, "Bytes", out var bytes, out problem)
        )
        {
            return false;
        }

        string? state = query["state"];
        string? text = query["text"];
        if (state is not (null or Idle or Running or Deleted))
            problem = ProblemList.InvalidRequest("state must be idle, running or deleted.");
        else if (text?.Length > MaxTextLength)
            problem = ProblemList.InvalidRequest($"text may have {MaxTextLength} characters.");
        else if (query["before"] is [{ } token, ..])
        {
            if (ListPosition.TryParse(token, out var position))
                before = position;
            else
                problem = ProblemList.InvalidRequest("before must be a 'next' of this list.");
        }

        if (problem is not null)
            return false;
        var deep = string.Equals(query["deep"], "true", StringComparison.OrdinalIgnoreCase);
        read = new(
            state,
            query["tenant"],
            string.IsNullOrEmpty(text) ? null : text,
            deep,
            olderThan,
            newerThan,
            events,
            bytes,
            limit,
            before
        );
        return true;
    }
}

/// <summary>Both ends included.</summary>
internal readonly record struct Range(long Min, long Max)
{
    /// <summary>Whether it leaves anything out.</summary>
    public bool IsLimit => Min > 0 || Max < long.MaxValue;

    public bool Holds(long value) => value >= Min && value <= Max;

    public static bool TryRead(
        IQueryCollection query,
        string name,
        out Range range,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        range = default;
        if (
            !AdminParameters.TryReadNumber(
                query["min" + name],
                "min" + name,
                0,
                out var min,
                out problem
            )
            || !AdminParameters.TryReadNumber(
                query["max" + name],
                "max" + name,
                long.MaxValue,
                out var max,
                out problem
            )
        )
        {
            return false;
        }

        range = new(min, max);
        return true;
    }
}
