using Akka.Streams.Blueprints;
using Akka.Util;

namespace Akka.Streams.Dsl;

public static partial class FlowOperations
{
    /// <summary>Turns a failure into one last element; none keeps the failure.</summary>
    public static Flow<TIn, TOut, TMat> Recover<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Func<Exception, Option<TOut>> partialFunc
    ) => flow.Then(Operators.Recover(partialFunc));

    /// <summary>Goes on with another source after each failure; null keeps the failure.</summary>
    public static Flow<TIn, TOut, TMat> RecoverWith<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Func<Exception, IGraph<SourceShape<TOut>, TMat>> partialFunc
    ) => flow.Then(Operators.RecoverWith(partialFunc, -1));

    /// <summary>The same so many times at most; -1 for ever.</summary>
    public static Flow<TIn, TOut, TMat> RecoverWithRetries<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Func<Exception, IGraph<SourceShape<TOut>, TMat>> partialFunc,
        int attempts
    ) => flow.Then(Operators.RecoverWith(partialFunc, attempts));

    /// <summary>Replaces a failure by another one.</summary>
    public static Flow<TIn, TOut, TMat> SelectError<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Func<Exception, Exception> selector
    ) => flow.Then(Operators.SelectError<TOut>(selector));
}
