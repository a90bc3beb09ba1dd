using Akka.Configuration;

namespace ActorStream.Retention;

/// <summary>The section <c>actorstream.retention</c>.</summary>
/// <param name="Interval">Between two looks at all conversations.</param>
/// <param name="MaxErasuresPerInterval">A bound on what one look erases.</param>
/// <param name="Default">The limits of every tenant without its own.</param>
/// <param name="Tenants">The limits of tenants by name.</param>
/// <param name="MaxTotalBytes">Bytes of payload that all tenants together may have; null means no limit.</param>
internal sealed record RetentionSettings(
    TimeSpan Interval,
    int MaxErasuresPerInterval,
    RetentionLimits Default,
    IReadOnlyDictionary<string, RetentionLimits> Tenants,
    long? MaxTotalBytes = null
)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool IsOn =>
        MaxTotalBytes is not null || All.Any(limits => limits != RetentionLimits.None);

    /// <summary>Whether it has to be known how many bytes each conversation takes.</summary>
    public bool CountsBytes =>
        MaxTotalBytes is not null || All.Any(limits => limits.MaxBytes is not null);

    private IEnumerable<RetentionLimits> All => Tenants.Values.Append(Default);

    /// <summary>Reads the section.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static RetentionSettings From(Config config)
    {
        var section = config.GetConfig("actorstream.retention");
        var common = Limits(section, RetentionLimits.None);
        var tenants = new Dictionary<string, RetentionLimits>(StringComparer.Ordinal);
        if (section.HasPath("tenants"))
        {
            var own = section.GetConfig("tenants");
            foreach (var tenant in Names(own))
                tenants[tenant] = Limits(own.GetConfig($"\"{tenant}\""), common);
        }

        var interval = section.GetTimeSpan("interval");
        if (interval <= TimeSpan.Zero)
            throw Refused("interval must be more than 0.");
        var most = section.GetInt("max-erasures-per-interval");
        if (most <= 0)
            throw Refused("max-erasures-per-interval must be more than 0.");

        return new(interval, most, common, tenants, Bytes(section, "max-total-bytes", null));
    }

    /// <summary>A tenant's limits.</summary>
    public RetentionLimits Of(string? tenant) =>
        tenant is not null && Tenants.TryGetValue(tenant, out var own) ? own : Default;

    /// <summary>A file's values and those it falls back to are not one object.</summary>
    private static IEnumerable<string> Names(Config? section)
    {
        for (; section?.Root is not null; section = section.Fallback)
        {
            foreach (var (name, value) in section.Root.GetObject()?.Items ?? [])
            {
                if (value.IsObject())
                    yield return name;
            }
        }
    }

    private static RetentionLimits Limits(Config section, RetentionLimits otherwise) =>
        new(
            Read<TimeSpan?>(section, "max-age", key => section.GetTimeSpan(key), otherwise.MaxAge),
            Read<long?>(section, "max-events", key => section.GetLong(key), otherwise.MaxEvents),
            Bytes(section, "max-bytes", otherwise.MaxBytes)
        );

    private static long? Bytes(Config section, string key, long? otherwise) =>
        Read(section, key, name => section.GetByteSize(name), otherwise);

    private static T Read<T>(Config section, string key, Func<string, T> read, T otherwise)
    {
        if (!section.HasPath(key))
            return otherwise;
        if (string.Equals(section.GetString(key), "off", StringComparison.OrdinalIgnoreCase))
            return default!;
        return read(key) is IComparable value && value.CompareTo(Zero(value)) <= 0
            ? throw Refused($"{key} must be more than 0, or off.")
            : read(key);
    }

    private static ArgumentException Refused(string what) =>
        new($"actorstream.retention: {what}", nameof(what));

    private static object Zero(IComparable value) => value is TimeSpan ? TimeSpan.Zero : 0L;
}
