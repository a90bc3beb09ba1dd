using ActorStream.Cli;

return await CliApplication.RunAsync(args, CliContext.OfProcess());
