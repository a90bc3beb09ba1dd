using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>The actor behind a test kit or probe: puts what it receives into the queue.</summary>
internal sealed class ProbeActor(ProbeQueue queue) : ActorBase
{
    private readonly DelegatingSupervisorStrategy supervision = new();
    private TestActor.Ignore? ignore;
    private AutoPilot? autoPilot;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Order order:
                order.Done.TrySetResult(Obey(order.Command));
                return true;
            case TestActor.SetIgnore
            or TestActor.SetAutoPilot
            or TestActor.Watch
            or TestActor.Unwatch
            or TestActor.Spawn:
                Obey(message);
                return true;
        }
        if (autoPilot is not null)
        {
            var next = autoPilot.Run(Sender, message);
            if (next is not KeepRunning)
            {
                autoPilot = next is NoAutoPilot ? null : next;
            }
        }
        if (ignore?.Invoke(message) != true)
        {
            queue.Enqueue(new RealMessageEnvelope(message, Sender));
        }
        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => supervision;

    protected override void PostStop()
    {
        foreach (var left in queue.Drain())
        {
            Context.System.DeadLetters.Tell(
                new DeadLetter(left.Message, left.Sender, Self),
                left.Sender
            );
        }
    }

    private IActorRef Obey(object command)
    {
        switch (command)
        {
            case TestActor.SetIgnore setIgnore:
                ignore = setIgnore.Ignore;
                break;
            case TestActor.SetAutoPilot setAutoPilot:
                autoPilot = setAutoPilot.AutoPilot is NoAutoPilot ? null : setAutoPilot.AutoPilot;
                break;
            case TestActor.Watch watch:
                return Context.Watch(watch.Actor);
            case TestActor.Unwatch unwatch:
                return Context.Unwatch(unwatch.Actor);
            case TestActor.Spawn spawn:
                var child = spawn.Apply(Context);
                if (spawn._supervisorStrategy.HasValue)
                {
                    supervision.Update(child, spawn._supervisorStrategy.Value);
                }
                return child;
        }
        return Self;
    }

    /// <summary>A command whose sender wants to know when it is carried out.</summary>
    internal sealed class Order(object command) : INoSerializationVerificationNeeded
    {
        internal object Command { get; } = command;

        internal TaskCompletionSource<IActorRef> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
