using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference with a cell behind it.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract ICell Underlying { get; }

    public abstract IEnumerable<IActorRef> Children { get; }

    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>The reference of an actor in this process.</summary>
public class LocalActorRef : ActorRefWithCell
{
    private readonly ActorCell _cell;
    private readonly ActorPath _path;
    private readonly MailboxType _mailboxType;

    public LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path
    )
    {
        _path = path;
        _mailboxType = mailboxType;
#pragma warning disable MA0056, S1699 // The cell needs its reference; a test's own kind of cell is made here too.
        _cell = NewActorCell(system, this, props, dispatcher, supervisor);
#pragma warning restore MA0056, S1699
        _cell.Init(false, mailboxType);
    }

    public override ActorPath Path => _path;

    public override ICell Underlying => _cell;

    public ActorCell Cell => _cell;

    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    public override IInternalActorRef Parent => _cell.Parent;

    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    public override bool IsLocal => true;

    public override bool IsTerminated => _cell.IsTerminated;

    protected ActorSystem System => _cell.SystemImpl;

    protected Props Props => _cell.Props;

    protected MessageDispatcher Dispatcher => _cell.Dispatcher;

    protected IInternalActorRef Supervisor => _cell.Parent;

    protected MailboxType MailboxType => _mailboxType;

    public override void Start() => _cell.Start();

    public override void Stop() => _cell.Stop();

    public override void Suspend() => _cell.Suspend();

    public override void Resume(Exception? causedByFailure = null) => _cell.Resume(causedByFailure);

    public override void Restart(Exception cause) => _cell.Restart(cause);

    public override void SendSystemMessage(ISystemMessage message) =>
        _cell.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            var element = name[i];
            switch (element)
            {
                case "":
                    continue;
                case "..":
                    current = current.Parent;
                    continue;
            }

            if (current is not ActorRefWithCell parent)
            {
                var rest = new string[name.Count - i];
                for (var j = i; j < name.Count; j++)
                    rest[j - i] = name[j];
                return current.GetChild(rest);
            }

            current = parent.GetSingleChild(element);
            if (current is Nobody)
                return current;
        }

        return current;
    }

    protected virtual ActorCell NewActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor
    ) => new(system, self, props, dispatcher, supervisor);

    protected override void TellInternal(object message, IActorRef sender) =>
        _cell.SendMessage(new Envelope(message, sender));
}
