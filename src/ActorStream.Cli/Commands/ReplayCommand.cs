using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Operations.Conversations;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal replay</c>: a conversation as it was seen, at its original pace.</summary>
internal static class ReplayCommand
{
    private const double SlowestSpeed = 0.01;
    private const double FastestSpeed = 1_000_000;

    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = options.Conversation();
        var range = new RangeOptions();
        var speed = new Option<double>("--speed", "-s")
        {
            Description = "How many times as fast.",
            DefaultValueFactory = _ => 1,
        };
        speed.Validators.Add(result =>
        {
            if (result.GetValue(speed) is not (>= SlowestSpeed and <= FastestSpeed))
            {
                result.AddError("--speed must be from 0.01 to 1000000.");
            }
        });
        var longest = new Option<double>("--max-pause")
        {
            Description = "Seconds after which a pause is cut short, at any speed.",
            DefaultValueFactory = _ => 10,
        };
        longest.Validators.Add(result =>
        {
            if (result.GetValue(longest) is not (>= 0 and <= 86_400))
            {
                result.AddError("--max-pause must be from 0 to 86400 seconds.");
            }
        });
        var command = new CommandWithExamples(
            "replay",
            "Plays a conversation at the pace at which it was written.",
            [
                "journal replay 3f8k",
                "journal replay 3f8k --speed 4 --from 40",
                "journal replay 3f8k --max-pause 2 --json",
            ]
        )
        {
            id,
            speed,
            longest,
        };
        range.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var journal = await options.OpenAsync(parsed, cancellation);
                var conversation = await JournalIds.ResolveAsync(
                    journal,
                    parsed.GetRequiredValue(id),
                    cancellation
                );
                var (from, to) = range.Read(parsed);
                var pace = new Pace(
                    context.Time,
                    parsed.GetValue(speed),
                    TimeSpan.FromSeconds(parsed.GetValue(longest))
                );
                IEventOutput output = options.IsJson(parsed)
                    ? new EventWriter(context, asJson: true, withConversation: false)
                    : new PlayedText(context);
                await foreach (
                    var stored in journal.EventsAsync(conversation, from, to, cancellation)
                )
                {
                    await pace.WaitForAsync(stored, cancellation);
                    output.Write(stored);
                    output.Flush();
                }

                return output.Unreadable == 0 ? 0 : 1;
            }
        );
        return command;
    }

    /// <summary>Waits between events as long as there was between them when they were decided.</summary>
    private sealed class Pace(TimeProvider time, double speed, TimeSpan longest)
    {
        private DateTimeOffset? _previous;

        public async Task WaitForAsync(StoredEvent stored, CancellationToken cancellation)
        {
            var at = stored.Event?.At ?? stored.Row.Created;
            // A clock that was set back gives no pause.
            var pause = at > _previous ? (at - _previous.Value) / speed : TimeSpan.Zero;
            _previous = at;
            if (pause > longest)
            {
                pause = longest;
            }

            // A timer counts milliseconds: shorter pauses would add up to none at all, or to too much.
            _owed += pause;
            if (_owed >= TimeSpan.FromMilliseconds(1))
            {
                var started = time.GetTimestamp();
                await Task.Delay(_owed, time, cancellation);
                _owed -= time.GetElapsedTime(started);
            }
        }

        private TimeSpan _owed;
    }
}
