using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ActorStream.Operations.Conversations;
using ActorStream.Retention;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>What an operator wants kept.</summary>
/// <param name="Limits">Of each tenant.</param>
/// <param name="MaxTotalBytes">Of all tenants together.</param>
/// <param name="Tenant">Only this one; null for each by itself.</param>
/// <param name="Apply">Whether it is to be done.</param>
internal sealed record PruneOrder(
    RetentionLimits Limits,
    long? MaxTotalBytes,
    string? Tenant,
    bool Apply
)
{
    private const int MaxTextLength = 64;

    public static bool TryRead(
        JsonElement json,
        DateTimeOffset now,
        [NotNullWhen(true)] out PruneOrder? order,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        order = null;
        if (
            !Members.TryReadText(json, "maxAge", MaxTextLength, out var age, out problem)
            || !TryReadAge(age, now, out var maxAge, out problem)
            || !Members.TryReadNumber(json, "maxEvents", out var maxEvents, out problem)
            || !Members.TryReadNumber(json, "maxBytes", out var maxBytes, out problem)
            || !Members.TryReadNumber(json, "maxTotalBytes", out var maxTotalBytes, out problem)
            || !Members.TryReadText(json, "tenant", MaxTextLength, out var tenant, out problem)
            || !Members.TryReadFlag(json, "apply", out var apply, out problem)
        )
        {
            return false;
        }

        order = new(new(maxAge, maxEvents, maxBytes), maxTotalBytes, tenant, apply);
        if (order.Limits == RetentionLimits.None && maxTotalBytes is null)
        {
            problem = ProblemList.InvalidRequest(
                "Say how much is kept: maxAge, maxEvents, maxBytes or maxTotalBytes."
            );
        }
        else if (tenant is not null && maxTotalBytes is not null)
        {
            problem = ProblemList.InvalidRequest(
                "maxTotalBytes is of all tenants: leave tenant out, or say maxBytes."
            );
        }

        return problem is null;
    }

    public RetentionLimits Of(string? tenant) =>
        Tenant is null || string.Equals(Tenant, tenant, StringComparison.Ordinal)
            ? Limits
            : RetentionLimits.None;

    private static bool TryReadAge(
        string? text,
        DateTimeOffset now,
        out TimeSpan? age,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        age = null;
        problem = null;
        if (text is null)
            return true;
        if (TimeOrAge.TryParse(text, now, out var since) && since < now)
            age = now - since;
        else
            problem = ProblemList.InvalidRequest("maxAge must be an age like 7d, 12h, 30m.");
        return problem is null;
    }
}
