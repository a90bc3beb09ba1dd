using System.CommandLine;
using System.Globalization;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Retention;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal prune</c>: retention by hand.</summary>
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
        var maxTotalSize = Text(
            "--max-total-size",
            "Payload that all tenants together may have.",
            "BYTES, 20k, 3M, 1G"
        );
        var tenant = Text("--tenant", "Only this tenant. Default: every tenant by itself.", "NAME");
        var apply = ApplyOption.Create("The server must be stopped, or asked to do it: --server.");
        var command = new CommandWithExamples(
            "prune",
            "Erases conversations by age and size, the oldest first, never one whose turn is open.",
            ["journal prune --max-age 90d", "journal prune --tenant acme --max-size 1G --apply"]
        )
        {
            maxAge,
            maxEvents,
            maxSize,
            maxTotalSize,
            tenant,
            apply,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var order = new PruneOrder(
                    new(
                        Age(parsed.GetValue(maxAge), context.Time.GetUtcNow()),
                        Number(parsed.GetValue(maxEvents), "--max-events"),
                        Size(parsed.GetValue(maxSize), "--max-size")
                    ),
                    parsed.GetValue(maxAge),
                    Size(parsed.GetValue(maxTotalSize), "--max-total-size"),
                    parsed.GetValue(tenant),
                    parsed.GetValue(apply)
                );
                Require(order);
                var erasure = new Erasure(context, options.IsJson(parsed), order.Apply);
                await erasure.RunAsync(progress =>
                    options
                        .Locate(parsed)
                        .Upkeep()
                        .PruneAsync(order, erasure.Show, progress, cancellation)
                );
                return 0;
            }
        );
        return command;
    }

    private static void Require(PruneOrder order)
    {
        if (order.Limits == RetentionLimits.None && order.MaxTotalBytes is null)
        {
            throw new JournalProblem(
                "Say how much is kept: --max-age, --max-events, --max-size or --max-total-size."
            );
        }

        if (order is { Tenant: not null, MaxTotalBytes: not null })
            throw new JournalProblem(
                "--max-total-size is of all tenants; of one it is --max-size."
            );
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

    private static long? Size(string? text, string name) =>
        text is null ? null
        : FilterOptions.TryParseSize(text, out var bytes) ? bytes
        : throw new JournalProblem($"{name} must be a size like 500, 20k, 3M or 1G.");
}
