using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Tests.Fixtures;

/// <summary>Ways in which a disk, a restore or a hand can damage one row.</summary>
internal static class Harm
{
    public static readonly string[] Kinds =
    [
        "flip",
        "cut",
        "empty",
        "manifest",
        "manifest of version 1",
        "identifier",
        "missing",
        "marked",
        "untagged",
        "writer flipped",
        "writer cut",
        "writer of nobody",
    ];

    /// <summary>Damages a row, seeded.</summary>
    public static async Task DoAsync(
        IJournalTransaction transaction,
        JournalRow row,
        string kind,
        Random random
    )
    {
        if (kind == "marked")
        {
            await transaction.MarkDeletedAsync(row.PersistenceId, row.SequenceNr);
            return;
        }

        await transaction.DeleteRowsAsync(row.PersistenceId, row.SequenceNr, row.SequenceNr);
        if (kind != "missing")
            await transaction.AppendAsync([Damaged(row, kind, random)], keepOrdering: true);
    }

    private static JournalRow Damaged(JournalRow row, string kind, Random random)
    {
        var bytes = row.Payload.ToArray();
        if (kind == "flip")
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return kind switch
        {
            "flip" => row with { Payload = bytes },
            "cut" => row with { Payload = bytes[..random.Next(bytes.Length)] },
            "empty" => row with { Payload = [] },
            "manifest" => row with { Manifest = "x" + row.Manifest },
            "manifest of version 1" => row with { Manifest = row.Manifest.Replace(".v2", ".v1") },
            "identifier" => row with { SerializerId = random.Next(100) },
            "untagged" => row with { Tags = row.Tags.Count > 0 ? [] : ["conversation"] },
            "writer flipped" => row with { WriterUuid = Flipped(row.WriterUuid!, random) },
            "writer cut" => row with { WriterUuid = row.WriterUuid![..random.Next(1, 32)] },
            "writer of nobody" => row with { WriterUuid = "somebody else, by a stray UPDATE" },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private static string Flipped(string text, Random random)
    {
        var characters = text.ToCharArray();
        characters[random.Next(characters.Length)] ^= (char)(1 << random.Next(7));
        return new(characters);
    }
}
