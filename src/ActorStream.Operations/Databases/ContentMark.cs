using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActorStream.Operations.Databases;

/// <summary>
/// What a database holds of one persistence id, in one hash: every column of its rows, their tags, and its
/// snapshots. Two looks with the same mark saw the same.
/// </summary>
internal sealed class ContentMark : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The mark of rows by number, and snapshots by number.</summary>
    public static string Of(IEnumerable<JournalRow> rows, IEnumerable<SnapshotRow> snapshots)
    {
        using var mark = new ContentMark();
        foreach (var row in rows)
            mark.Add(row);
        foreach (var snapshot in snapshots)
            mark.Add(snapshot);
        return mark.End();
    }

    /// <summary>The next row, with its tags.</summary>
    public void Add(JournalRow row)
    {
        Add(row.Ordering);
        Add(row.SequenceNr);
        Add(row.CreatedTicks);
        Add(row.IsDeleted ? 1 : 0);
        Add(row.SerializerId ?? long.MinValue);
        Add(row.WriterUuid);
        Add(row.Manifest);
        Add(row.Payload);
        Add(row.Tags.Count);
        foreach (var tag in row.Tags.Order(StringComparer.Ordinal))
            Add(tag);
    }

    /// <summary>The next snapshot.</summary>
    public void Add(SnapshotRow snapshot)
    {
        Add(snapshot.SequenceNr);
        Add(snapshot.CreatedTicks);
        Add(snapshot.SerializerId ?? long.MinValue);
        Add(snapshot.Manifest);
        Add(snapshot.Payload);
    }

    /// <summary>The mark.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }

    private void Add(string? text)
    {
        if (text is null)
            Add(-1);
        else
            Add(Encoding.UTF8.GetBytes(text));
    }

    // With its length, so that nothing can pass from one column to the next.
    private void Add(byte[] bytes)
    {
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }
}
