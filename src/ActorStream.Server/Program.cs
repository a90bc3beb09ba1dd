using ActorStream.Server.Hosting;

try
{
    await using var app = ServerHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // It was stopped before it had started.
    return 0;
}
catch (StartupRefusedException refusal)
{
    // A message for the operator; a stack would only hide it.
    await Console.Error.WriteLineAsync($"ActorStream does not start: {refusal.Message}");
    return 1;
}
