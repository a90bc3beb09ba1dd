using System.Text;
using Npgsql;

namespace ActorStream.Tests.Shared;

/// <summary>Files that are searched byte by byte for what must not be in them.</summary>
internal static class SearchedFiles
{
    /// <summary>All files of the database, those of its catalogs included, as a checkpoint leaves them.</summary>
    public static List<string> OfDatabase(string connectionString, string text) =>
        InFolder(
            FolderAfterCheckpoint(
                connectionString,
                """
                SELECT current_setting('data_directory') || '/base/' || oid
                FROM pg_database WHERE datname = current_database()
                """
            ),
            text
        );

    /// <summary>All files of the database's server, its write-ahead log included.</summary>
    public static List<string> OfServer(string connectionString, string text) =>
        InFolder(
            FolderAfterCheckpoint(connectionString, "SELECT current_setting('data_directory')"),
            text
        );

    private static string FolderAfterCheckpoint(string connectionString, string folder)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using (var checkpoint = new NpgsqlCommand("CHECKPOINT", connection))
            checkpoint.ExecuteNonQuery();
        using var place = new NpgsqlCommand(folder, connection);
        return (string)place.ExecuteScalar()!;
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
