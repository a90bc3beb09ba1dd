using System.CommandLine;
using System.Globalization;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Retention;
using ActorStream.Retention;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal prune</c>: retention on a stopped server's database.</summary>
internal static class PruneCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var maxAge = Text(
            "--max-age",
            "How long nothing may have happened in one.",
            "7d, 12h, 30m"
        );
        var maxEvents = Text("--max-events", "Stored events that a tenant may have.", "N");
        var maxSize = Text("--max-size", "Payload that a tenant may have.", "BYTES, 20k, 3M, 1G");
        var tenant = Text("--tenant", "Only this tenant. Default: every tenant by itself.", "NAME");
        var apply = ApplyOption.Create();
        var command = new CommandWithExamples(
            "prune",
            "Erases conversations by age and size, the oldest first, never one whose turn is open.",
            ["journal prune --max-age 90d", "journal prune --tenant acme --max-size 1G --apply"]
        )
        {
            maxAge,
            maxEvents,
            maxSize,
            tenant,
            apply,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var now = context.Time.GetUtcNow();
                var limits = new RetentionLimits(
                    Age(parsed.GetValue(maxAge), now),
                    Number(parsed.GetValue(maxEvents), "--max-events"),
                    Size(parsed.GetValue(maxSize))
                );
                if (limits == RetentionLimits.None)
                {
                    throw new JournalProblem(
                        "Say how much is kept: --max-age, --max-events or --max-size."
                    );
                }

                var only = parsed.GetValue(tenant);
                RetentionLimits Of(string? name) =>
                    only is null || string.Equals(only, name, StringComparison.Ordinal)
                        ? limits
                        : RetentionLimits.None;
                var target = await options.Locate(parsed).TakeAsync("prune", cancellation);
                var erasure = new Erasure(context, options.IsJson(parsed));
                if (!parsed.GetValue(apply))
                {
                    await using var database = await target.OpenAsync(cancellation);
                    await DecideAsync(database, erasure, now, Of, cancellation);
                    erasure.End(0, applied: false);
                    return 0;
                }

                await using var maintenance = await target.OpenForMaintenanceAsync(
                    create: false,
                    cancellation
                );
                var going = await DecideAsync(maintenance.Database, erasure, now, Of, cancellation);
                erasure.End(
                    await erasure.RunAsync(maintenance, going, cancellation),
                    applied: true
                );
                return 0;
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<string>> DecideAsync(
        IJournalDatabase database,
        Erasure erasure,
        DateTimeOffset now,
        Func<string?, RetentionLimits> limitsOf,
        CancellationToken cancellation
    )
    {
        var verdicts = RetentionPolicy.Decide(
            now,
            await JournalRetention.CandidatesAsync(database, cancellation),
            limitsOf
        );
        foreach (var verdict in verdicts)
        {
            erasure.Show(
                PersistenceIds.ToId(verdict.Candidate.Id),
                verdict.Reason == RetentionReason.Age ? "age" : "size"
            );
        }

        return [.. verdicts.Select(verdict => verdict.Candidate.Id)];
    }

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static TimeSpan? Age(string? text, DateTimeOffset now) =>
        text is null ? null
        : TimeOrAge.TryParse(text, now, out var since) && since < now ? now - since
        : throw new JournalProblem("--max-age must be an age like 7d, 12h, 30m.");

    private static long? Number(string? text, string name) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
        : throw new JournalProblem($"{name} must be a number.");

    private static long? Size(string? text) =>
        text is null ? null
        : FilterOptions.TryParseSize(text, out var bytes) ? bytes
        : throw new JournalProblem("--max-size must be a size like 500, 20k, 3M or 1G.");
}
