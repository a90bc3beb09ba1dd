using System.Text;

namespace ActorStream.Operations.Tests.Fixtures;

/// <summary>Files that are searched byte by byte for what must not be in them.</summary>
internal static class SearchedFiles
{
    /// <summary>Those of an SQLite journal's folder.</summary>
    public static List<string> Holding(SqliteTestStore store, string text) =>
        Holding(Directory.GetFiles(store.Folder), text);

    /// <summary>
    /// All files of the database, those of its catalogs included, as a checkpoint leaves them. Its log holds
    /// the text until its segments are used again, which docs/operating.md says.
    /// </summary>
    public static List<string> Holding(PostgresTestStore store, string text)
    {
        store.Execute("CHECKPOINT");
        var folder = Path.Combine(
            (string)store.Query("SHOW data_directory")!,
            "base",
            (string)
                store.Query("SELECT oid::text FROM pg_database WHERE datname = current_database()")!
        );
        return Holding(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), text);
    }

    private static List<string> Holding(IEnumerable<string> files, string text) =>
        [.. files.Where(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];

    /// <summary>A file that goes away in between holds nothing any more.</summary>
    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
