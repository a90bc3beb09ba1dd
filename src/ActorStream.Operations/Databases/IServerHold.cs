namespace ActorStream.Operations.Databases;

/// <summary>
/// What a server holds as long as it runs, so that nobody else writes to its journal: the lock of an embedded
/// one (<see cref="Sqlite.JournalLock"/>), its presence at a shared one
/// (<see cref="Postgres.PostgresPresence"/>). Whoever has it may change single conversations beside its own
/// writer.
/// </summary>
public interface IServerHold;
