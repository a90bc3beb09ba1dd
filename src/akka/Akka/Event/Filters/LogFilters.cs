using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;

namespace Akka.Event;

/// <summary>What a filter looks at.</summary>
public enum LogFilterType
{
    Source,
    Content,
}

/// <summary>What a filter says.</summary>
public enum LogFilterDecision
{
    Keep,
    Drop,
    NoDecision,
}

/// <summary>Decides what the standard loggers leave out.</summary>
public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public abstract LogFilterType FilterType { get; }

    public abstract LogFilterDecision ShouldKeepMessage(
        LogEvent content,
        string? expandedMessage = null
    );
}

/// <summary>Drops events whose source fits.</summary>
public sealed class RegexLogSourceFilter : LogFilterBase
{
    private readonly Regex _sourceRegex;

    public RegexLogSourceFilter(Regex sourceRegex)
    {
        _sourceRegex = sourceRegex;
    }

    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(
        LogEvent content,
        string? expandedMessage = null
    ) => _sourceRegex.IsMatch(content.LogSource) ? LogFilterDecision.Drop : LogFilterDecision.Keep;
}

/// <summary>Drops events of one source.</summary>
public sealed class ExactMatchLogSourceFilter : LogFilterBase
{
    private readonly string _source;
    private readonly StringComparison _comparison;

    public ExactMatchLogSourceFilter(
        string source,
        StringComparison comparison = StringComparison.OrdinalIgnoreCase
    )
    {
        _source = source;
        _comparison = comparison;
    }

    public override LogFilterType FilterType => LogFilterType.Source;

    public override LogFilterDecision ShouldKeepMessage(
        LogEvent content,
        string? expandedMessage = null
    ) =>
        string.Equals(content.LogSource, _source, _comparison)
            ? LogFilterDecision.Drop
            : LogFilterDecision.Keep;
}

/// <summary>Drops events whose text fits.</summary>
public sealed class RegexLogMessageFilter : LogFilterBase
{
    private readonly Regex _messageRegex;

    public RegexLogMessageFilter(Regex messageRegex)
    {
        _messageRegex = messageRegex;
    }

    public override LogFilterType FilterType => LogFilterType.Content;

    public override LogFilterDecision ShouldKeepMessage(
        LogEvent content,
        string? expandedMessage = null
    ) =>
        _messageRegex.IsMatch(expandedMessage ?? content.Message?.ToString() ?? string.Empty)
            ? LogFilterDecision.Drop
            : LogFilterDecision.Keep;
}

/// <summary>Several filters; one that drops is enough.</summary>
public class LogFilterEvaluator
{
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _filters;

    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        _filters = filters;
        EvaluatesLogSourcesOnly = Array.TrueForAll(
            filters,
            f => f.FilterType == LogFilterType.Source
        );
    }

    public bool EvaluatesLogSourcesOnly { get; }

    /// <summary>Whether to log an event; its text, when it had to be made for that.</summary>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        expandedLogMessage = EvaluatesLogSourcesOnly
            ? string.Empty
            : evt.Message?.ToString() ?? string.Empty;
        foreach (var filter in _filters)
        {
            if (filter.ShouldKeepMessage(evt, expandedLogMessage) == LogFilterDecision.Drop)
                return false;
        }

        return true;
    }
}

/// <summary>Filters as a part of a system's setup.</summary>
public sealed class LogFilterSetup : Setup
{
    public LogFilterSetup(LogFilterBase[] filters)
    {
        Filters = filters;
    }

    public LogFilterBase[] Filters { get; }

    public LogFilterEvaluator CreateEvaluator() =>
        Filters.Length == 0 ? LogFilterEvaluator.NoFilters : new LogFilterEvaluator(Filters);
}

/// <summary>Collects filters.</summary>
public sealed class LogFilterBuilder
{
    private readonly List<LogFilterBase> _filters = [];

    public LogFilterBuilder Add(LogFilterBase filter)
    {
        _filters.Add(filter);
        return this;
    }

    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filters)
    {
        _filters.AddRange(filters);
        return this;
    }

    public LogFilterBuilder ExcludeSourceExactly(
        string source,
        StringComparison comparison = StringComparison.OrdinalIgnoreCase
    ) => Add(new ExactMatchLogSourceFilter(source, comparison));

    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) =>
        ExcludeSourceRegex(Pattern("^" + Regex.Escape(sourceStart)));

    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) =>
        ExcludeSourceRegex(Pattern(Regex.Escape(sourceEnd) + "$"));

    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) =>
        ExcludeSourceRegex(Pattern(Regex.Escape(sourcePart)));

    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));

    public LogFilterBuilder ExcludeMessageContaining(string messagePart) =>
        ExcludeMessageRegex(Pattern(Regex.Escape(messagePart)));

    public LogFilterBuilder ExcludeMessageRegex(Regex regex) =>
        Add(new RegexLogMessageFilter(regex));

    public LogFilterSetup Build() => new([.. _filters]);

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking);
}
