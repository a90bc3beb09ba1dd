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
    // So many batches of one write each make it likely that the next one is alone as well.
    private const int LoneBatches = 3;

    // A commit that takes longer is not worth holding up the caller: a hand-over is quicker.
    private static readonly TimeSpan QuickCommit = TimeSpan.FromMilliseconds(1);

    private readonly SqliteTarget _target;
    private readonly StoreSettings _settings;
    private readonly JournalSignals _signals;
    private readonly WriteQueue _queue;
    private readonly Thread _thread;
    private readonly bool[] _ready = new bool[2];
    private readonly SqliteLog _log;
    private readonly List<WriteWork> _borrowersBatch = new(1);
    private int _loneBatches;
    private SqliteWriteSession? _session;

    public SqliteWriter(SqliteTarget target, StoreSettings settings, JournalSignals signals)
    {
        _target = target;
        _log = new SqliteLog(target);
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
        if (_session is null || _log.IsToBeEmptied || _log.IsFull(writesAreLone: true))
        {
            _queue.GiveBack(wakeWriter: false);
            return _queue.Enqueue(work);
        }
        var wasTidy = _log.IsTidy;
        var start = Stopwatch.GetTimestamp();
        _borrowersBatch.Add(work);
        WriteOrFail(_borrowersBatch);
        _borrowersBatch.Clear();
        if (Stopwatch.GetElapsedTime(start) > QuickCommit)
            Volatile.Write(ref _loneBatches, 0);
        _queue.GiveBack(wakeWriter: wasTidy && !_log.IsTidy);
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
        Func<TimeSpan> idleTime = () => _log.IdleTime;
        while (_queue.Take(batch, idleTime))
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
                _log.Tidy(_session);
            }
            if (_log.IsFull(_loneBatches >= LoneBatches))
                _log.Tidy(_session);
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
            // Whatever it was, nobody may wait for ever; and what is unknown is a failure. Who only waits
            // until the writes before have ended is no part of it: a full disk can still be read.
            var waits = batch.FindAll(work => work is BarrierWork && _ready[(int)work.Part]);
            Forget();
            foreach (var work in batch.Except(waits))
                work.Fail(cause);
            foreach (var work in waits)
                work.Succeed();
        }
    }

    private void Write(List<WriteWork> batch)
    {
        if (_session is null)
        {
            _session = SqliteWriteSession.Open(_target);
            _log.Opened();
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
        _log.Wrote(
            session.Db.TakePagesWritten(),
            batch.Exists(work => work is DeleteEventsWork or DeleteSnapshotsWork)
        );
        if (_log.IsToBeEmptied)
            _log.Tidy(session);
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
