using Akka.Persistence.Sql.Storage;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// The write-ahead log, and when it is moved into the database. Only the writer does that.
/// </summary>
internal sealed class SqliteLog(SqliteTarget target)
{
    // Under load the log may grow to 32 MiB: many actors' rows go to pages all over the indexes, and
    // fewer checkpoints write each page less often. A few actors write the same pages again and again,
    // so a short log is as good, and the disk syncs a file faster that does not grow. A quiet moment is
    // used earlier.
    private const int MostPages = 8000;
    private const int MostPagesOfLoneWrites = 1000;
    private const int LeastPages = 50;
    private const int IdlePages = 1000;
    private const int PageSize = 4096;
    private static readonly TimeSpan QuietMoment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ForEver = Timeout.InfiniteTimeSpan;

    private long _pages;
    private long _limit = LeastPages;
    private bool _truncate;

    /// <summary>Something was deleted, which must not stay readable in the log.</summary>
    public bool IsToBeEmptied => _truncate;

    /// <summary>How long it may stay as it is while nothing is written.</summary>
    public TimeSpan IdleTime => _truncate || _pages >= IdlePages ? QuietMoment : ForEver;

    public bool IsTidy => IdleTime == ForEver;

    public bool IsFull(bool writesAreLone) =>
        _pages >= (writesAreLone ? Math.Min(_limit, MostPagesOfLoneWrites) : _limit);

    /// <summary>
    /// A process that was killed leaves a log of unknown length behind, and perhaps what it had just
    /// deleted: it is moved and emptied soon.
    /// </summary>
    public void Opened()
    {
        _pages = _limit;
        _truncate = true;
    }

    public void Wrote(int pages, bool hasDeleted)
    {
        _pages += pages;
        _truncate |= hasDeleted;
    }

    /// <summary>
    /// Moves the log into the database. After a deletion the log is emptied too: what was deleted
    /// must not stay readable in it. A reader in the way means that it is tried again soon.
    /// </summary>
    public void Tidy(SqliteWriteSession? session)
    {
        if (session is null || target.InMemory)
        {
            _truncate = false;
            _pages = 0;
            return;
        }
        try
        {
            // On a small disk the log gives its room back: the database needs it to grow, or the log
            // could not be moved into it any more.
            var diskIsSmall = _limit < MostPagesOfLoneWrites;
            if (session.Checkpoint(_truncate || diskIsSmall) && _truncate)
                _truncate = false;
        }
        catch (SqliteException)
        {
            // The rows are in the log, so nothing is lost: the next quiet moment tries again.
        }
        session.Db.TakePagesWritten();
        _pages = 0;
        // Emptying the log takes room in the database: on a small disk it must not wait too long.
        _limit = Math.Clamp(target.FreeSpace / (4 * PageSize), LeastPages, MostPages);
    }
}
