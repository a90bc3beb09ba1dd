using System.Text.Json.Nodes;

namespace ActorStream.Server.Tests.Admin;

/// <summary>Exports, compared.</summary>
internal static class ExportText
{
    /// <summary>
    /// The lines without who wrote their rows, and without the checksum that counts it in: Akka.Persistence.Sql
    /// has one writer id for each start of its journal, and puts it into what it imports.
    /// </summary>
    public static IReadOnlyList<string> WithoutWriters(string export) =>
        [
            .. export
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                {
                    var row = JsonNode.Parse(line)!.AsObject();
                    row.Remove("writer");
                    row.Remove("crc");
                    return row.ToJsonString();
                }),
        ];
}
