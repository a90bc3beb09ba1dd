using System.Text;
using ActorStream.Journal;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Tests.Fixtures;

/// <summary>Rows as a server writes them.</summary>
internal static class Rows
{
    public const string A = "conversation-0123456789abcdefghjkmnpqrs";
    public const string B = "conversation-0199999999999999999999999z";
    public const string C = "conversation-zzzzzzzzzzzzzzzzzzzzzzzzzz";

    public static JournalRow Of(string id, long nr, string manifest, string json) =>
        new(
            Ordering: 0,
            id,
            nr,
            new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc).AddSeconds(nr).Ticks,
            IsDeleted: false,
            manifest,
            Encoding.UTF8.GetBytes(json),
            ConversationEventSerializer.StableIdentifier,
            Written.Writer
        );

    public static JournalRow Started(string id, string? title = null) =>
        Of(
            id,
            1,
            "conversation-started.v1",
            $$"""{"incarnation":"9f3c21ab","title":{{(title is null ? "null" : $"\"{title}\"")}},"at":"2026-01-31T12:00:00.000000Z"}"""
        ) with
        {
            Tags = ["conversation"],
        };

    public static JournalRow Prompt(string id, long nr, string prompt, int turn = 1) =>
        Of(
            id,
            nr,
            "turn-started.v1",
            $$"""{"turnId":"t{{turn}}","prompt":"{{prompt}}","provider":"demo","model":null,"options":null,"idempotency":null,"at":"2026-01-31T12:00:01.000000Z"}"""
        ) with
        {
            Tags = ["conversation"],
        };

    public static JournalRow Chunk(string id, long nr, string text = "x", int turn = 1) =>
        Of(
            id,
            nr,
            "chunk.v1",
            $$"""{"turnId":"t{{turn}}","kind":"text","text":"{{text}}","at":"2026-01-31T12:00:02.000000Z"}"""
        );

    public static JournalRow Completed(string id, long nr, int turn = 1) =>
        Of(
            id,
            nr,
            "turn-completed.v1",
            $$"""{"turnId":"t{{turn}}","finishReason":"stop","usage":null,"at":"2026-01-31T12:00:03.000000Z"}"""
        ) with
        {
            Tags = ["conversation"],
        };

    /// <summary>A conversation of one finished turn with one chunk: four rows.</summary>
    public static JournalRow[] Conversation(string id, string prompt = "Hello") =>
        [Started(id), Prompt(id, 2, prompt), Chunk(id, 3, "Good day"), Completed(id, 4)];

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
