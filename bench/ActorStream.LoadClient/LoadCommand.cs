using System.CommandLine;
using ActorStream.LoadClient.Runs;

namespace ActorStream.LoadClient;

/// <summary><c>load</c>: many conversations, one viewer each.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var streams = new Option<int>("--streams") { DefaultValueFactory = _ => 1000 };
        var rate = new Option<int>("--rate")
        {
            Description = "Chunks a second in each stream.",
            DefaultValueFactory = _ => 20,
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long each stream lasts.",
            DefaultValueFactory = _ => 20,
        };
        var flatOut = new Option<bool>("--flat-out")
        {
            Description = "As fast as the server can: --rate and --seconds do not count.",
        };
        var chunks = new Option<int>("--chunks")
        {
            Description = "Chunks in each stream with --flat-out.",
            DefaultValueFactory = _ => 500,
        };
        var disconnects = new Option<double>("--disconnects")
        {
            Description = "How often a second each viewer's connection breaks, on average.",
            DefaultValueFactory = _ => 0.05,
        };
        var command = new Command("load", "Many conversations at once, one viewer each.")
        {
            CommonOptions.Url,
            streams,
            rate,
            seconds,
            flatOut,
            chunks,
            disconnects,
            CommonOptions.Seed,
            CommonOptions.ServerPid,
            CommonOptions.Json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var isFlatOut = parsed.GetValue(flatOut);
                var run = new LoadRun(
                    new LoadOptions
                    {
                        Url = parsed.GetRequiredValue(CommonOptions.Url),
                        Streams = parsed.GetValue(streams),
                        ChunksPerSecond = isFlatOut ? 0 : parsed.GetValue(rate),
                        Chunks = isFlatOut
                            ? parsed.GetValue(chunks)
                            : parsed.GetValue(rate) * parsed.GetValue(seconds),
                        DisconnectsPerSecond = parsed.GetValue(disconnects),
                        Seed = parsed.GetValue(CommonOptions.Seed),
                        ServerProcessId = parsed.GetValue(CommonOptions.ServerPid),
                    }
                );
                var (report, violations) = await run.RunAsync(cancellation);
                report.Write(Console.Out, parsed.GetValue(CommonOptions.Json));
                return violations == 0 ? 0 : 1;
            }
        );
        return command;
    }
}
