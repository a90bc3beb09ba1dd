using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Accepts messages that could not be delivered.</summary>
public sealed class DeadLettersFilter : EventFilterBase
{
    private readonly Predicate<DeadLetter>? _isMatch;

    /// <summary>A filter by the message, its would-be recipient, and a condition.</summary>
    public DeadLettersFilter(
        IStringMatcher messageMatcher,
        IStringMatcher sourceMatcher,
        Predicate<DeadLetter>? isMatch = null
    )
        : base(messageMatcher, sourceMatcher) => _isMatch = isMatch;

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "DeadLetter";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt?.Message is DeadLetter deadLetter
        && (_isMatch is null || _isMatch(deadLetter))
        && InternalDoMatch(evt.LogSource, deadLetter.Message);
}
