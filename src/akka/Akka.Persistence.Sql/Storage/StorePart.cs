namespace Akka.Persistence.Sql.Storage;

/// <summary>The tables that belong together and are set up together.</summary>
internal enum StorePart
{
    Journal,
    Snapshot,
}
