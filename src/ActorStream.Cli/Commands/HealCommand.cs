using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal heal</c>: puts what must have stood there in place of what is damaged.</summary>
internal static class HealCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Only this conversation: its id, or a beginning that only one has.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var apply = ApplyOption.Create();
        var quarantine = new Option<string?>("--quarantine")
        {
            Description =
                "The file that damaged rows are kept in. Default: a new one beside the database.",
            HelpName = "FILE",
        };
        var command = new CommandWithExamples(
            "heal",
            "Ends open turns and replaces damaged rows, so that every conversation can be used again. "
                + "No event that can be read is changed. Exit code 1 if something cannot be healed.",
            ["journal heal", "journal heal --apply", "journal heal 3f8k --apply"]
        )
        {
            id,
            apply,
            quarantine,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var run = new Run(context, options.IsJson(parsed), parsed.GetValue(id));
                var target = options.Target(parsed);
                HealingSummary summary;
                if (parsed.GetValue(apply))
                {
                    await using var maintenance = await target.OpenForMaintenanceAsync(
                        create: false,
                        cancellation
                    );
                    var file =
                        parsed.GetValue(quarantine) ?? DefaultFile(context, maintenance.Database);
                    summary = await run.ApplyAsync(maintenance, file, cancellation);
                }
                else
                {
                    await using var database = await target.OpenAsync(cancellation);
                    summary = await run.PlanAsync(database, cancellation);
                }

                return summary.Obstacles == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static string DefaultFile(CliContext context, IJournalDatabase database)
    {
        var time = context
            .Time.GetUtcNow()
            .ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return database.Store == JournalStore.Sqlite
            ? $"{database.Name}.quarantine-{time}.jsonl"
            : $"actorstream.quarantine-{time}.jsonl";
    }

    private sealed class Run(CliContext context, bool asJson, string? given)
    {
        private readonly List<string> _lines = [];

        public async Task<HealingSummary> PlanAsync(
            IJournalDatabase database,
            CancellationToken cancellation
        )
        {
            var ids = await IdsAsync(database, cancellation);
            var summary = await WithBarAsync(
                ids,
                progress =>
                    JournalHealer.PlanAsync(
                        database,
                        ids,
                        context.Time.GetUtcNow(),
                        Show,
                        progress,
                        cancellation
                    )
            );
            End(summary, applied: null);
            return summary;
        }

        public async Task<HealingSummary> ApplyAsync(
            IJournalMaintenance maintenance,
            string quarantine,
            CancellationToken cancellation
        )
        {
            var ids = await IdsAsync(maintenance.Database, cancellation);
            var summary = await WithBarAsync(
                ids,
                progress =>
                    JournalHealer.HealAsync(
                        maintenance,
                        ids,
                        quarantine,
                        context.Time.GetUtcNow(),
                        Show,
                        progress,
                        cancellation
                    )
            );
            End(summary, File.Exists(quarantine) ? quarantine : "");
            return summary;
        }

        private Task<IReadOnlyList<string>> IdsAsync(
            IJournalDatabase database,
            CancellationToken cancellation
        ) =>
            given is null
                ? JournalIds.AllAsync(database, cancellation)
                : JournalIds.ResolveAsync(database, [given], cancellation);

        private Task<HealingSummary> WithBarAsync(
            IReadOnlyList<string> ids,
            Func<IProgress<long>?, Task<HealingSummary>> work
        ) =>
            ProgressBar.RunAsync(
                context,
                asJson,
                "Healing",
                () => Task.FromResult<long>(ids.Count),
                work
            );

        private void Show(string persistenceId, HealingPlan plan)
        {
            var id = PersistenceIds.ToId(persistenceId);
            foreach (var step in plan.Steps)
                Show(id, step.SequenceNr, NameOf(step.Kind), step.Reason);
            if (plan.Obstacle is { } obstacle)
                Show(id, 0, "cannot-heal", obstacle);
        }

        private void Show(string id, long sequenceNr, string action, string reason)
        {
            if (!asJson)
            {
                _lines.Add($"{TerminalText.Escape(id)} {sequenceNr}: {action}. {reason}");
                return;
            }

            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteString("conversationId", id);
                    json.WriteNumber("sequenceNr", sequenceNr);
                    json.WriteString("action", action);
                    json.WriteString("reason", reason);
                }
            );
        }

        private void End(HealingSummary summary, string? applied)
        {
            if (asJson)
            {
                JsonLines.Line(
                    context.Out,
                    json =>
                    {
                        json.WriteNumber("conversations", summary.Conversations);
                        json.WriteNumber("healed", summary.Healed);
                        json.WriteNumber("steps", summary.Steps);
                        json.WriteNumber("obstacles", summary.Obstacles);
                        json.WriteBoolean("applied", applied is not null);
                        json.WriteString("quarantine", applied is { Length: > 0 } ? applied : null);
                    }
                );
                return;
            }

            foreach (var line in _lines)
                context.Out.WriteLine(line);
            context.Out.WriteLine(
                $"{Amounts.Count(summary.Steps)} steps in {Amounts.Count(summary.Healed)} of "
                    + $"{Amounts.Count(summary.Conversations)} conversations"
                    + (applied is null ? "; nothing was changed, --apply does it." : " done.")
                    + (
                        summary.Obstacles == 0
                            ? ""
                            : $" {Amounts.Count(summary.Obstacles)} cannot be healed."
                    )
            );
            if (applied is { Length: > 0 })
                context.Out.WriteLine($"The damaged rows are in {TerminalText.Escape(applied)}.");
        }

        private static string NameOf(HealingKind kind) =>
            JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
    }
}
