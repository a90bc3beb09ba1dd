using System.CommandLine;
using ActorStream.LoadClient;

var root = new RootCommand(
    "Puts an ActorStream server under load and checks what its viewers are shown."
)
{
    LoadCommand.Create(),
    FanoutCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
