using System.CommandLine;
using ActorStream.LoadClient.Runs;

namespace ActorStream.LoadClient;

/// <summary><c>fanout</c>: one conversation, many viewers.</summary>
internal static class FanoutCommand
{
    public static Command Create()
    {
        var viewers = new Option<int>("--viewers") { DefaultValueFactory = _ => 1000 };
        var chunks = new Option<int>("--chunks")
        {
            Description = "Chunks of the turn that runs flat out.",
            DefaultValueFactory = _ => 5000,
        };
        var command = new Command("fanout", "One conversation with many viewers.")
        {
            CommonOptions.Url,
            viewers,
            chunks,
            CommonOptions.Seed,
            CommonOptions.ServerPid,
            CommonOptions.Json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var run = new FanoutRun(
                    new FanoutOptions
                    {
                        Url = parsed.GetRequiredValue(CommonOptions.Url),
                        Viewers = parsed.GetValue(viewers),
                        Chunks = parsed.GetValue(chunks),
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
