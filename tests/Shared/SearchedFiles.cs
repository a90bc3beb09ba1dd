using System.Text;
using Npgsql;

namespace ActorStream.Tests.Shared;

/// <summary>Files that are searched byte by byte for what must not be in them.</summary>
internal static class SearchedFiles
{
    /// <summary>
    /// All files of the database, those of its catalogs included, as a checkpoint leaves them. Its log holds
    /// the text until its segments are used again, which docs/operating.md says.
    /// </summary>
    public static List<string> OfDatabase(string connectionString, string text)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using (var checkpoint = new NpgsqlCommand("CHECKPOINT", connection))
            checkpoint.ExecuteNonQuery();
        using var place = new NpgsqlCommand(
            """
            SELECT current_setting('data_directory') || '/base/' || oid
            FROM pg_database WHERE datname = current_database()
            """,
            connection
        );
        return InFolder((string)place.ExecuteScalar()!, text);
    }

    /// <summary>All files of a folder but these.</summary>
    public static List<string> InFolder(string folder, string text, params string[] but) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !but.Contains(Path.GetFileName(file), StringComparer.Ordinal))
                .Where(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0),
        ];

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
