using System.Linq.Expressions;
using System.Reflection;
using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// The recipe of an actor: its type, the arguments of its constructor and its deployment. Immutable;
/// one instance can make any number of actors.
/// </summary>
public class Props : IEquatable<Props>, ISurrogated
{
    /// <summary>The recipe of no actor.</summary>
    public static readonly Props None = new TerminatedProps();

    private static readonly object[] NoArguments = [];

    private readonly Type _type;
    private readonly object[] _arguments;
    private readonly IIndirectActorProducer? _producer;
    private readonly ConstructorInfo? _constructor;
    private ConstructorInvoker? _invoker;
    private object?[]? _completeArguments;

    public Props(Type type)
        : this(Deploy.None, type, NoArguments) { }

    public Props(Type type, object[] args)
        : this(Deploy.None, type, args) { }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(Deploy.None, type, args.ToArray())
    {
        SupervisorStrategy = supervisorStrategy;
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(Deploy.None, type, args)
    {
        SupervisorStrategy = supervisorStrategy;
    }

    public Props(Deploy deploy, Type type, IEnumerable<object> args)
        : this(deploy, type, args.ToArray()) { }

    public Props(Deploy deploy, Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        Deploy = deploy;
        _type = type;
        _arguments = args ?? NoArguments;
    }

    protected Props()
        : this(typeof(ActorBase)) { }

    protected Props(Props copy)
    {
        Deploy = copy.Deploy;
        SupervisorStrategy = copy.SupervisorStrategy;
        _type = copy._type;
        _arguments = copy._arguments;
        _producer = copy._producer;
        _constructor = copy._constructor;
        _invoker = copy._invoker;
        _completeArguments = copy._completeArguments;
    }

    private Props(
        Type type,
        object[] args,
        SupervisorStrategy? strategy,
        ConstructorInfo constructor
    )
        : this(Deploy.None, type, args)
    {
        SupervisorStrategy = strategy;
        _constructor = constructor;
    }

    private Props(IIndirectActorProducer producer, object[] args)
        : this(Deploy.None, producer.ActorType, args)
    {
        _producer = producer;
    }

    /// <summary>The recipe of an actor that does nothing but leave its messages unhandled.</summary>
    public static Props Empty { get; } = Create(typeof(EmptyActor));

    public Type Type => _type;

    public string TypeName => _type.AssemblyQualifiedName!;

    public object[] Arguments => _arguments;

    public Deploy Deploy { get; protected set; }

    /// <summary>In place of the strategy of the actor itself.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; protected set; }

    public string? Dispatcher =>
        Deploy.Dispatcher == Deploy.NoDispatcherGiven ? null : Deploy.Dispatcher;

    public string? Mailbox => Deploy.Mailbox == Deploy.NoMailboxGiven ? null : Deploy.Mailbox;

    /// <summary>From an expression <c>() => new MyActor(a, b)</c>; the arguments are evaluated now, once.</summary>
    /// <exception cref="ArgumentException">The expression is no <c>new</c>.</exception>
    public static Props Create<TActor>(
        Expression<Func<TActor>> factory,
        SupervisorStrategy? supervisorStrategy = null
    )
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression creation)
        {
            throw new ArgumentException(
                "The expression must call a constructor: () => new MyActor(...)",
                nameof(factory)
            );
        }

        var arguments =
            creation.Arguments.Count == 0 ? NoArguments : new object[creation.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = ActorConstructors.Evaluate(creation.Arguments[i])!;
        return creation.Constructor is null
            ? new Props(typeof(TActor), arguments) { SupervisorStrategy = supervisorStrategy }
            : new Props(creation.Type, arguments, supervisorStrategy, creation.Constructor);
    }

    /// <summary>From a type and the arguments of its constructor.</summary>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args);

    /// <summary>From a type, with a strategy in place of the actor's own.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy);

    /// <summary>From a type and the arguments of its constructor.</summary>
    public static Props Create(Type type, params object[] args) => new(type, args);

    /// <summary>From a producer, made anew with these arguments.</summary>
    public static Props CreateBy<TProducer>(params object[] args)
        where TProducer : class, IIndirectActorProducer =>
        CreateBy((TProducer)Activator.CreateInstance(typeof(TProducer), args)!);

    /// <summary>From a producer.</summary>
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) =>
        new(producer, args);

    public Props WithMailbox(string mailbox) => Changed(Deploy.WithMailbox(mailbox));

    public Props WithDispatcher(string dispatcher) => Changed(Deploy.WithDispatcher(dispatcher));

    public Props WithStashCapacity(int stashCapacity) =>
        Changed(Deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => Changed(deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    /// <summary>Makes an instance. Only a cell that is about to adopt it may call this.</summary>
    public virtual ActorBase NewActor()
    {
        if (_producer is not null)
            return _producer.Produce();
        if (_invoker is null)
        {
            var constructor = _constructor ?? ActorConstructors.Find(_type, _arguments);
            _completeArguments = ActorConstructors.Complete(constructor, _arguments);
            _invoker = ActorConstructors.Invoker(constructor);
        }

        return (ActorBase)(
            _completeArguments!.Length == 0
                ? _invoker.Invoke()
                : _invoker.Invoke(_completeArguments.AsSpan())
        );
    }

    public bool Equals(Props? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && _type == other._type
            && ReferenceEquals(_producer, other._producer)
            && Deploy.Equals(other.Deploy)
            && Equals(SupervisorStrategy, other.SupervisorStrategy)
            && _arguments.AsSpan().SequenceEqual(other._arguments)
        );

    public override bool Equals(object? obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(_type, Deploy, _arguments.Length);

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) =>
        new PropsSurrogate
        {
            Type = _type,
            Arguments = _arguments,
            Deploy = Deploy,
        };

    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer?.Release(actor);

    private Props Changed(Deploy deploy)
    {
        var copy = Copy();
        copy.Deploy = deploy;
        return copy;
    }

    /// <summary>A recipe as it travels.</summary>
    public class PropsSurrogate : ISurrogate
    {
        public Type Type { get; set; } = null!;

        public Deploy Deploy { get; set; } = null!;

        public object[] Arguments { get; set; } = null!;

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => new Props(Deploy, Type, Arguments);
    }

    internal sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}

/// <summary>What a cell keeps of its recipe when its actor is gone.</summary>
public class TerminatedProps : Props
{
    public override ActorBase NewActor() =>
        throw new InvalidOperationException("This actor has been terminated.");
}
