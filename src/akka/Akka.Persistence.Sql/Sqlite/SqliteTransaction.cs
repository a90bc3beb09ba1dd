using Akka.Persistence.Sql.Storage;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>A batch in one transaction, in which each work fails alone if the fault is its own.</summary>
internal static class SqliteTransaction
{
    /// <summary>
    /// Commits the batch. Returns the works that were left out, with their reasons, or null if there are
    /// none; throws when nothing was stored, or when nobody can tell.
    /// </summary>
    public static Dictionary<WriteWork, Exception>? Write(
        SqliteWriteSession session,
        List<WriteWork> batch
    ) => WriteAll(session, batch) ? null : WriteOneByOne(session, batch);

    private static bool WriteAll(SqliteWriteSession session, List<WriteWork> batch)
    {
        try
        {
            return TryWriteTogether(session, batch);
        }
        catch (SqliteException cause)
            when (cause.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL && session.TryMakeRoom())
        {
            // It was the log that filled the disk. Nothing was committed: the last page of a
            // transaction is what commits it, and there was no room for it.
            return TryWriteTogether(session, batch);
        }
    }

    /// <summary>All in one transaction; false when one of them spoiled it by itself.</summary>
    private static bool TryWriteTogether(SqliteWriteSession session, List<WriteWork> batch)
    {
        session.Begin();
        try
        {
            foreach (var work in batch)
                session.Write(work);
            session.Commit();
            return true;
        }
        catch (Exception cause) when (IsItsOwnFault(cause) && session.Db.InTransaction)
        {
            session.Rollback();
            return false;
        }
        catch
        {
            session.TryRollback();
            throw;
        }
    }

    private static Dictionary<WriteWork, Exception> WriteOneByOne(
        SqliteWriteSession session,
        List<WriteWork> batch
    )
    {
        var failures = new Dictionary<WriteWork, Exception>();
        session.Begin();
        try
        {
            foreach (var work in batch)
            {
                session.Savepoint();
                try
                {
                    session.Write(work);
                    session.ReleaseSavepoint();
                }
                catch (Exception cause) when (IsItsOwnFault(cause) && session.Db.InTransaction)
                {
                    session.RollbackToSavepoint();
                    failures[work] = cause;
                }
            }
            session.Commit();
            return failures;
        }
        catch
        {
            session.TryRollback();
            throw;
        }
    }

    /// <summary>Errors that are about the row and not about the database.</summary>
    private static bool IsItsOwnFault(Exception cause) =>
        cause
            is StaleWriterException
                or SqliteException
                {
                    SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT
                        or SQLitePCL.raw.SQLITE_TOOBIG
                        or SQLitePCL.raw.SQLITE_MISMATCH
                };
}
