using ActorStream.Cli;

var interruption = new Interruption();
var exitCode = await CliApplication.RunAsync(args, CliContext.OfProcess(), interruption.Token);
GC.KeepAlive(interruption);
return exitCode;
