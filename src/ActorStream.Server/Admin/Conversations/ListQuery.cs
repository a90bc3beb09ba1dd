using System.Diagnostics.CodeAnalysis;
using ActorStream.Catalog;
using ActorStream.Operations.Conversations;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>Which conversations are wanted, and where in the list the page begins.</summary>
internal sealed record ListQuery(ConversationFilter Filter, ListPosition? Before)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int MaxTextLength = 200;

    /// <summary>Reads the query of a URL.</summary>
    public static bool TryRead(
        IQueryCollection query,
        DateTimeOffset now,
        [NotNullWhen(true)] out ListQuery? read,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        read = null;
        if (
            !Parameters.TryReadLimit(
                query["limit"],
                DefaultLimit,
                MaxLimit,
                out var limit,
                out problem
            )
            || !TryReadTime(query, "olderThan", now, out var olderThan, out problem)
            || !TryReadTime(query, "newerThan", now, out var newerThan, out problem)
            || !TryReadNumber(query, "minEvents", out var minEvents, out problem)
            || !TryReadNumber(query, "maxEvents", out var maxEvents, out problem)
            || !TryReadNumber(query, "minBytes", out var minBytes, out problem)
            || !TryReadNumber(query, "maxBytes", out var maxBytes, out problem)
            || !TryReadState(query["state"], out var state, out problem)
            || !TryReadText(query["text"], out var text, out problem)
            || !TryReadDeep(query["deep"], out var isDeep, out problem)
            || !TryReadBefore(query["before"], out var before, out problem)
        )
        {
            return false;
        }

        var filter = new ConversationFilter
        {
            State = state,
            Tenant = query["tenant"],
            Text = text,
            IsDeep = isDeep,
            OlderThan = olderThan,
            NewerThan = newerThan,
            MinEvents = minEvents,
            MaxEvents = maxEvents,
            MinBytes = minBytes,
            MaxBytes = maxBytes,
            Limit = limit,
        };
        read = new(filter, before);
        return true;
    }

    private static bool TryReadTime(
        IQueryCollection query,
        string name,
        DateTimeOffset now,
        out DateTimeOffset? time,
        [NotNullWhen(false)] out Problem? problem
    ) => AdminParameters.TryReadTime(query[name], name, now, out time, out problem);

    private static bool TryReadNumber(
        IQueryCollection query,
        string name,
        out long? number,
        [NotNullWhen(false)] out Problem? problem
    ) => AdminParameters.TryReadNumber(query[name], name, out number, out problem);

    private static bool TryReadState(
        string? name,
        out ConversationStanding? state,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        state = ConversationStandings.FromName(name);
        problem =
            name is null || state is not null
                ? null
                : ProblemList.InvalidRequest("state must be idle, running or deleted.");
        return problem is null;
    }

    private static bool TryReadText(
        string? given,
        out string? text,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        text = string.IsNullOrEmpty(given) ? null : given;
        problem =
            text?.Length > MaxTextLength
                ? ProblemList.InvalidRequest($"text may have {MaxTextLength} characters.")
                : null;
        return problem is null;
    }

    private static bool TryReadDeep(
        string? given,
        out bool isDeep,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        problem = bool.TryParse(given ?? "false", out isDeep)
            ? null
            : ProblemList.InvalidRequest("deep must be true or false.");
        return problem is null;
    }

    private static bool TryReadBefore(
        string? token,
        out ListPosition? before,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        before = null;
        problem = null;
        if (token is null)
            return true;
        if (ListPosition.TryParse(token, out var position))
            before = position;
        else
            problem = ProblemList.InvalidRequest("before must be a 'next' of this list.");
        return problem is null;
    }
}
