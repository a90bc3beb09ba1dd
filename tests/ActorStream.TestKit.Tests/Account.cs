using System.Globalization;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.TestKit.Tests;

/// <summary>A small persistent actor that tells a listener what happens to it.</summary>
internal sealed class Account : ReceivePersistentActor
{
    private readonly IActorRef _listener;
    private int _balance;

    public Account(IActorRef listener)
    {
        _listener = listener;
        Recover<int>(amount => _balance += amount);
        Recover<SnapshotOffer>(offer =>
            _balance = int.Parse((string)offer.Snapshot, CultureInfo.InvariantCulture)
        );
        Recover<RecoveryCompleted>(_ => listener.Tell($"recovered {_balance}"));
        Command<int>(amount =>
            Persist(
                amount,
                stored =>
                {
                    _balance += stored;
                    listener.Tell($"balance {_balance}");
                }
            )
        );
        Command<string>(_ => SaveSnapshot(_balance.ToString(CultureInfo.InvariantCulture)));
        Command<SaveSnapshotSuccess>(_ => listener.Tell("snapshot saved"));
        Command<SaveSnapshotFailure>(_ => listener.Tell("snapshot failed"));
    }

    public override string PersistenceId => "account";

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _listener.Tell($"failed {@event}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _listener.Tell($"rejected {@event}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _listener.Tell("recovery failed");
}
