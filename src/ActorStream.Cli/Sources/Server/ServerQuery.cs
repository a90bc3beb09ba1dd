using System.Globalization;
using ActorStream.Operations.Conversations;

namespace ActorStream.Cli.Sources.Server;

/// <summary>A filter as the query of <c>GET /admin/conversations</c>.</summary>
internal static class ServerQuery
{
    public static string Of(ConversationFilter filter, int maxPageLength)
    {
        var limit = Math.Min(filter.Limit, maxPageLength);
        (string Name, string? Value)[] members =
        [
            ("state", filter.State is { } state ? ConversationStandings.ToName(state) : null),
            ("tenant", filter.Tenant),
            ("text", filter.Text),
            ("deep", filter.IsDeep ? "true" : null),
            ("olderThan", Time(filter.OlderThan)),
            ("newerThan", Time(filter.NewerThan)),
            ("minEvents", Number(filter.MinEvents)),
            ("maxEvents", Number(filter.MaxEvents)),
            ("minBytes", Number(filter.MinBytes)),
            ("maxBytes", Number(filter.MaxBytes)),
            ("limit", Number(limit)),
        ];
        return string.Join(
            '&',
            members
                .Where(member => member.Value is not null)
                .Select(member => $"{member.Name}={Uri.EscapeDataString(member.Value!)}")
        );
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? value) =>
        value is { } time ? Timestamps.ToText(time) : null;
}
