using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Operations.Checks;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Overviews;

namespace ActorStream.Cli.Output;

/// <summary>
/// Output for programs: one JSON object a line, with members that are only ever added. It may end up on
/// a terminal all the same, so controls and bidirectional marks are escaped here too.
/// </summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = Encoder() };

    public static void Write(TextWriter output, ConversationSummary summary) =>
        Line(output, json => Members(json, summary));

    /// <summary>Counts and sizes, with the members that <c>GET /admin/stats</c> has.</summary>
    public static void Write(TextWriter output, JournalOverview overview) =>
        Line(output, json => OverviewJson.Members(json, overview));

    /// <summary>What was looked at, with the members of <c>GET /admin/doctor</c>.</summary>
    public static void Write(TextWriter output, Check check) =>
        Line(
            output,
            json =>
            {
                json.WriteString("name", check.Name);
                json.WriteString("status", CheckTable.NameOf(check.Status));
                json.WriteString("detail", check.Detail);
            }
        );

    public static void Members(Utf8JsonWriter json, ConversationSummary summary)
    {
        json.WriteString("conversationId", summary.Id);
        json.WriteString("title", summary.Title);
        json.WriteNumber("turns", summary.Turns);
        json.WriteNumber("events", summary.Events);
        json.WriteString("state", ConversationStandings.ToName(summary.State));
        Timestamps.Write(json, "createdAt"u8, summary.CreatedAt);
        Timestamps.Write(json, "updatedAt"u8, summary.UpdatedAt);
        json.WriteString("tenant", summary.Tenant);
        json.WriteNumber("payloadBytes", summary.PayloadBytes);
    }

    /// <summary>A transcript, with the members that <c>GET /conversations/{id}</c> has.</summary>
    public static void Write(
        TextWriter output,
        string id,
        TranscriptReader transcript,
        IReadOnlyList<MissingRange> missing
    ) =>
        Line(
            output,
            json =>
            {
                json.WriteString("conversationId", id);
                json.WriteNumber("lastSequenceNr", transcript.LastSequenceNr);
                json.WriteStartArray("turns");
                foreach (var turn in transcript.Turns)
                {
                    Write(json, turn);
                }

                json.WriteEndArray();
                json.WriteStartArray("missing");
                foreach (var gap in missing)
                {
                    json.WriteStartObject();
                    json.WriteNumber("from", gap.From);
                    json.WriteNumber("to", gap.To);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );

    /// <summary>
    /// Events that there are not. The manifest is an empty text, so that those who choose by it go on.
    /// </summary>
    public static void Write(TextWriter output, MissingRange gap, string persistenceId) =>
        Line(
            output,
            json =>
            {
                json.WriteString("conversationId", PersistenceIds.ToId(persistenceId));
                json.WriteNumber("sequenceNr", gap.From);
                json.WriteNumber("missingTo", gap.To);
                json.WriteString("manifest", "");
                json.WriteBoolean("deleted", false);
                json.WriteString("problem", gap.Problem);
            }
        );

    /// <summary>A stored event; <c>event</c> is its payload.</summary>
    public static void Write(TextWriter output, StoredEvent stored) =>
        Line(
            output,
            json =>
            {
                var row = stored.Row;
                json.WriteNumber("ordering", row.Ordering);
                json.WriteString("conversationId", PersistenceIds.ToId(row.PersistenceId));
                json.WriteNumber("sequenceNr", row.SequenceNr);
                Timestamps.Write(json, "writtenAt"u8, row.Created);
                json.WriteString("manifest", row.Manifest);
                json.WriteBoolean("deleted", row.IsDeleted);
                if (stored.Problem is null)
                {
                    json.WritePropertyName("event");
                    using var payload = JsonDocument.Parse(row.Payload);
                    payload.WriteTo(json);
                }
                else
                {
                    json.WriteString("problem", stored.Problem);
                }
            }
        );

    private static void Write(Utf8JsonWriter json, TranscriptTurnView turn)
    {
        json.WriteStartObject();
        json.WriteString("turnId", turn.TurnId.ToString());
        json.WriteString("status", TranscriptText.StatusOf(turn.Status));
        json.WriteString("prompt", turn.Prompt);
        json.WriteString("provider", turn.Provider);
        json.WriteString("model", turn.Model);
        Timestamps.Write(json, "startedAt"u8, turn.StartedAt);
        if (turn.EndedAt is { } endedAt)
        {
            Timestamps.Write(json, "endedAt"u8, endedAt);
        }
        else
        {
            json.WriteNull("endedAt");
        }

        json.WriteStartArray("parts");
        foreach (var part in turn.Parts)
        {
            json.WriteStartObject();
            json.WriteString("kind", ChunkKinds.ToName(part.Kind));
            json.WriteString("text", part.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("reason", turn.Reason);
        json.WriteString("finishReason", turn.FinishReason);
        if (turn.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("type", error.Type);
            json.WriteString("title", error.Title);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error");
        }

        json.WriteEndObject();
    }

    /// <summary>One object with these members.</summary>
    public static void Line(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static JavaScriptEncoder Encoder()
    {
        // Controls are never allowed; the marks that reorder or hide text are taken out here.
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidRange(UnicodeRanges.Specials);
        settings.ForbidRange(UnicodeRange.Create('\u200B', '\u200F'));
        settings.ForbidRange(UnicodeRange.Create('\u2028', '\u202E'));
        settings.ForbidRange(UnicodeRange.Create('\u2060', '\u206F'));
        settings.ForbidCharacters('\u00AD', '\u061C', '\u180E', '\uFEFF');
        return JavaScriptEncoder.Create(settings);
    }
}
