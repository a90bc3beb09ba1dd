using System.Text.Json;
using ActorStream.Operations.Overviews;

namespace ActorStream.Cli.Output;

/// <summary>An overview's members.</summary>
internal static class OverviewJson
{
    public static void Members(Utf8JsonWriter json, JournalOverview overview)
    {
        json.WriteStartObject("conversations");
        json.WriteNumber("total", overview.Conversations.Total);
        json.WriteNumber("idle", overview.Conversations.Idle);
        json.WriteNumber("running", overview.Conversations.Running);
        json.WriteNumber("deleted", overview.Conversations.Deleted);
        json.WriteEndObject();
        json.WriteNumber("events", overview.Events);
        json.WriteNumber("chunks", overview.Chunks);
        json.WriteStartObject("turns");
        json.WriteNumber("completed", overview.Turns.Completed);
        json.WriteNumber("aborted", overview.Turns.Aborted);
        json.WriteNumber("failed", overview.Turns.Failed);
        json.WriteNumber("interrupted", overview.Turns.Interrupted);
        json.WriteNumber("open", overview.Turns.Open);
        json.WriteEndObject();
        json.WriteNumber("payloadBytes", overview.PayloadBytes);
        Number(json, "databaseBytes", overview.DatabaseBytes);
        Number(json, "logBytes", overview.LogBytes);
        json.WriteNumber("snapshots", overview.Snapshots);
        Time(json, "oldest", overview.Oldest);
        Time(json, "newest", overview.Newest);
        json.WriteStartArray("byTenant");
        foreach (var tenant in overview.ByTenant)
        {
            json.WriteStartObject();
            json.WriteString("tenant", tenant.Tenant);
            json.WriteNumber("conversations", tenant.Conversations);
            json.WriteNumber("events", tenant.Events);
            json.WriteNumber("payloadBytes", tenant.PayloadBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("largest");
        foreach (var summary in overview.Largest)
        {
            json.WriteStartObject();
            JsonLines.Members(json, summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        json.WriteString(name, value is { } time ? Timestamps.ToText(time) : null);
}
