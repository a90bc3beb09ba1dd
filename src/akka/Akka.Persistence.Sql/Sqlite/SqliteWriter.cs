using System.Diagnostics;
using Akka.Persistence.Sql.Storage;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// The one writer of a database file: a thread that takes every write that waits, of all actors,
/// into one transaction, commits it, and then answers each. It is also the only one that moves the
/// write-ahead log into the database.
/// </summary>
/// <remarks>
/// Writes that come one by one are written by whoever brings them, in the thread's place: handing
/// over to another thread and back takes as long as a fast disk's commit.
/// </remarks>
internal sealed class SqliteWriter
{
    // The log may grow to 32 MiB under load: fewer checkpoints write each page less often. A quiet
    // moment is used earlier.
    private const int MostCheckpointPages = 8000;
    private const int LeastCheckpointPages = 50;
    private const int IdleCheckpointPages = 1000;
    private const int PageSize = 4096;
    private static readonly TimeSpan QuietMoment = TimeSpan.FromMilliseconds(100);

    // So many batches of one write each make it likely that the next one is alone as well.
    private const int LoneBatches = 3;

    // A commit that takes longer is not worth holding up the caller: a hand-over is quicker.
    private static readonly TimeSpan QuickCommit = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ForEver = Timeout.InfiniteTimeSpan;

    private readonly SqliteTarget _target;
    private readonly StoreSettings _settings;
    private readonly JournalSignals _signals;
    private readonly WriteQueue _queue;
    private readonly Thread _thread;
    private readonly bool[] _ready = new bool[2];
    private readonly List<WriteWork> _borrowersBatch = new(1);
    private int _loneBatches;
    private SqliteWriteSession? _session;
    private long _pagesInLog;
    private long _checkpointPages = LeastCheckpointPages;
    private bool _truncate;

    public SqliteWriter(SqliteTarget target, StoreSettings settings, JournalSignals signals)
    {
        _target = target;
        _settings = settings;
        _signals = signals;
        _queue = new WriteQueue(settings.BufferSize, settings.MaxBatchRows);
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-journal-writer" };
        _thread.Start();
    }

    public Task Enqueue(WriteWork work) => _queue.Enqueue(work);

    /// <summary>
    /// Writes at once if the thread is idle, works have lately come one by one, and commits are
    /// quick; otherwise as <see cref="Enqueue"/>.
    /// </summary>
    public Task WriteOrEnqueue(WriteWork work)
    {
        if (Volatile.Read(ref _loneBatches) < LoneBatches || !_queue.TryBorrow())
            return _queue.Enqueue(work);
        if (_session is null || _truncate || _pagesInLog >= _checkpointPages)
        {
            _queue.GiveBack(wakeWriter: false);
            return _queue.Enqueue(work);
        }
        var wasTidy = IdleTime() == ForEver;
        var start = Stopwatch.GetTimestamp();
        _borrowersBatch.Add(work);
        WriteOrFail(_borrowersBatch);
        _borrowersBatch.Clear();
        if (Stopwatch.GetElapsedTime(start) > QuickCommit)
            Volatile.Write(ref _loneBatches, 0);
        _queue.GiveBack(wakeWriter: wasTidy && IdleTime() != ForEver);
        return work.Done;
    }

    /// <summary>Done when all that was handed over before is, and the tables exist.</summary>
    public Task CaughtUpAsync(StorePart part) =>
        Volatile.Read(ref _ready[(int)part]) && _queue.IsIdle
            ? Task.CompletedTask
            : _queue.Enqueue(new BarrierWork(part));

    /// <summary>Done when the tables exist.</summary>
    public Task ReadyAsync(StorePart part) =>
        Volatile.Read(ref _ready[(int)part])
            ? Task.CompletedTask
            : _queue.Enqueue(new BarrierWork(part));

    /// <summary>Writes what waits, then closes the connection.</summary>
    public void Close()
    {
        _queue.Close();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        var batch = new List<WriteWork>();
        while (_queue.Take(batch, IdleTime))
        {
            var isLone = batch.Count == 1;
            if (batch.Count > 0)
            {
                WriteOrFail(batch);
                Volatile.Write(ref _loneBatches, isLone ? _loneBatches + 1 : 0);
                batch.Clear();
            }
            else
            {
                Tidy();
            }
            if (_pagesInLog >= _checkpointPages)
                Tidy();
        }
        _session?.Dispose();
    }

    private void WriteOrFail(List<WriteWork> batch)
    {
        try
        {
            Write(batch);
        }
        catch (Exception cause)
        {
            // Whatever it was, nobody may wait for ever; and what is unknown is a failure.
            foreach (var work in batch)
                work.Fail(cause);
            Forget();
        }
    }

    private TimeSpan IdleTime() =>
        _truncate || _pagesInLog >= IdleCheckpointPages ? QuietMoment : ForEver;

    private void Write(List<WriteWork> batch)
    {
        if (_session is null)
        {
            _session = SqliteWriteSession.Open(_target);
            // A process that was killed leaves a log of unknown length behind: it is moved soon.
            _pagesInLog = _checkpointPages;
        }
        var session = _session;
        DropUnready(session, batch);
        if (batch.TrueForAll(work => work is BarrierWork))
        {
            Answer(batch);
            return;
        }
        var failures = SqliteTransaction.Write(session, batch);
        if (failures is not null)
        {
            foreach (var (work, cause) in failures)
                work.Fail(cause);
            batch.RemoveAll(failures.ContainsKey);
        }
        _pagesInLog += session.Db.TakePagesWritten();
        if (batch.Exists(work => work is DeleteEventsWork or DeleteSnapshotsWork))
            _truncate = true;
        if (_truncate)
            Tidy();
        Answer(batch);
    }

    private void Answer(List<WriteWork> batch)
    {
        var appended = false;
        foreach (var work in batch)
        {
            work.Succeed();
            if (work is not AppendWork append)
                continue;
            appended = true;
            _signals.Committed(append.PersistenceId);
        }
        if (appended)
            _signals.CommittedAnything();
    }

    /// <summary>Sets up the tables that the batch needs; works that cannot have them fail.</summary>
    private void DropUnready(SqliteWriteSession session, List<WriteWork> batch)
    {
        foreach (var part in Enum.GetValues<StorePart>())
        {
            if (_ready[(int)part] || !batch.Exists(work => work.Part == part))
                continue;
            try
            {
                session.SetUp(part, _settings, _target.FileName);
                Volatile.Write(ref _ready[(int)part], true);
            }
            catch (Exception cause)
            {
                foreach (var work in batch.FindAll(work => work.Part == part))
                    work.Fail(cause);
                batch.RemoveAll(work => work.Part == part);
            }
        }
    }

    /// <summary>
    /// Moves the log into the database. After a deletion the log is emptied too: what was deleted
    /// must not stay readable in it. A reader in the way means that it is tried again soon.
    /// </summary>
    private void Tidy()
    {
        if (_session is not { } session || _target.InMemory)
        {
            _truncate = false;
            _pagesInLog = 0;
            return;
        }
        try
        {
            if (session.Checkpoint(_truncate) && _truncate)
                _truncate = false;
        }
        catch (SqliteException)
        {
            // The rows are in the log, so nothing is lost: the next quiet moment tries again.
        }
        session.Db.TakePagesWritten();
        _pagesInLog = 0;
        // Emptying the log takes room in the database: on a small disk it must not wait too long.
        _checkpointPages = Math.Clamp(
            _target.FreeSpace / (4 * PageSize),
            LeastCheckpointPages,
            MostCheckpointPages
        );
    }

    /// <summary>After an unknown outcome nothing of the old connection is trusted.</summary>
    private void Forget()
    {
        if (_session is null || _target.InMemory)
            return;
        var broken = _session;
        _session = null;
        foreach (var part in Enum.GetValues<StorePart>())
            Volatile.Write(ref _ready[(int)part], false);
        try
        {
            broken.Dispose();
        }
        catch (SqliteException)
        {
            // It was broken.
        }
    }
}
