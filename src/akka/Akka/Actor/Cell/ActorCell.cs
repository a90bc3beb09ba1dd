using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// What stands between an actor and the runtime: its mailbox, children, watchers and behaviour. What few actors
/// need is only allocated when they do.
/// </summary>
public partial class ActorCell : IUntypedActorContext, ICell
{
    /// <summary>The uid of an incarnation that is not known.</summary>
    public const int UndefinedUid = 0;

    private readonly IInternalActorRef _self;
    private readonly ActorSystemImpl _system;
    private readonly MessageDispatcher _dispatcher;
    private readonly IInternalActorRef _parent;
    private Props _props;
    private Mailbox _mailbox = null!;
    private ActorBase? _actor;
    private ActorTypeInfo _type;
    private object? _currentMessage;
    private IActorRef? _sender;
    private Receive? _behaviour;
    private Stack<Receive?>? _behaviours;

    public ActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef parent
    )
    {
        _self = self;
        _props = props;
        _system = system;
        _parent = parent;
        _dispatcher = dispatcher;
        _type = ActorTypeInfo.For(props.Type);
    }

    public Mailbox Mailbox => Volatile.Read(ref _mailbox);

    public MessageDispatcher Dispatcher => _dispatcher;

    public bool IsLocal => true;

    public ActorSystem System => _system;

    public ActorSystemImpl SystemImpl => _system;

    public Props Props => _props;

    public IActorRef Self => _self;

    IActorRef IActorContext.Parent => _parent;

    public IInternalActorRef Parent => _parent;

    public IActorRef Sender => _sender ?? _system.DeadLetters;

    public bool HasMessages => Mailbox.HasMessages;

    public int NumberOfMessages => Mailbox.MessageQueue.Count;

    public bool IsTerminated => Mailbox.IsClosed;

    internal bool Adopted { get; set; }

    internal bool HasActor => _actor is not null;

    internal ActorBase? Actor => _actor;

    protected object? CurrentMessage => _currentMessage;

    /// <summary>The actor that runs on this thread, or nobody.</summary>
    public static IActorRef GetCurrentSelfOrNoSender() =>
        InternalCurrentActorCellKeeper.Current is { } cell ? cell._self : ActorRefs.NoSender;

    /// <summary>The sender of the message that is handled on this thread, or nobody.</summary>
    public static IActorRef GetCurrentSenderOrNoSender() =>
        InternalCurrentActorCellKeeper.Current is { } cell ? cell.Sender : ActorRefs.NoSender;

    /// <summary>Gives the cell its mailbox, with the order to make the actor in it.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var mailbox = new Mailbox(mailboxType.Create(_self, _system));
        mailbox.SetActor(this);
        Volatile.Write(ref _mailbox, mailbox);
        mailbox.SystemEnqueue(_self, new Create());
        if (sendSupervise)
            _parent.SendSystemMessage(new Supervise(_self, false));
    }

    public virtual void Start()
    {
        _dispatcher.Attach(this);
        _dispatcher.RegisterForExecution(Mailbox);
    }

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception? causedByFailure) =>
        SendSystemMessage(new Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public void Stop() => SendSystemMessage(new Terminate());

    /// <summary>Stops the actor itself or a child; for any other actor it sends the order all the same.</summary>
    public void Stop(IActorRef child)
    {
        if (!child.Equals(_self))
            MarkChildAsDying(child);
        ((IInternalActorRef)child).Stop();
    }

    public void Become(Receive receive)
    {
        if (_behaviours is { Count: > 0 } stack)
            stack.Clear();
        _behaviour = receive;
        _hasBecome = true;
    }

    public void BecomeStacked(Receive receive)
    {
        (_behaviours ??= new Stack<Receive?>()).Push(_hasBecome ? _behaviour : null);
        _behaviour = receive;
        _hasBecome = true;
    }

    public void UnbecomeStacked()
    {
        if (_behaviours is { Count: > 0 } stack)
        {
            _behaviour = stack.Pop();
            _hasBecome = _behaviour is not null;
            return;
        }

        _behaviour = null;
        _hasBecome = false;
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(AsReceive(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) =>
        BecomeStacked(AsReceive(receive));

    public void SendMessage(IActorRef sender, object message) =>
        SendMessage(new Envelope(message, sender));

    public virtual void SendMessage(Envelope message)
    {
        if (message.Message is null)
            throw new InvalidMessageException();
        if (_system.SerializesMessages)
            message = MessageVerification.RoundTrip(_system, message);
        _dispatcher.Dispatch(this, message);
    }

    public virtual void SendSystemMessage(ISystemMessage message) =>
        _dispatcher.SystemDispatch(this, (SystemMessage)message);

    public ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, _system, _self);

    public ActorSelection ActorSelection(ActorPath actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, _system);

    /// <summary>Runs something as this cell, on the calling thread.</summary>
    public void UseThreadContext(Action action)
    {
        var outer = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = outer;
        }
    }

    internal Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox);

    internal Envelope CurrentEnvelope => new(_currentMessage!, _sender!);

    private bool _hasBecome;

    private static Receive AsReceive(UntypedReceive receive) =>
        message =>
        {
            receive(message);
            return true;
        };
}
