using System.CommandLine;
using ActorStream.KillRuns;

var server = new Option<string?>("--server")
{
    Description = "ActorStream.Server.dll; default: the one built last in this repository.",
};
var data = new Option<string?>("--data")
{
    Description = "The server's data folder; default: a new one, deleted if all went well.",
};
var kills = new Option<int>("--kills") { DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 40 };
var rate = new Option<int>("--rate")
{
    Description = "Chunks a second in each open turn.",
    DefaultValueFactory = _ => 100,
};
var atFsync = new Option<bool>("--at-fsync")
{
    Description = "Kill at the N-th fsync, N drawn anew for each start (needs a C compiler).",
};
var postgres = new Option<bool>("--postgres")
{
    Description =
        "Kill backends of a PostgreSQL, made for the run from the installed programs, not the server.",
};
var json = new Option<bool>("--json") { Description = "One line of JSON in place of a table." };
var root = new RootCommand(
    "Kills a loaded ActorStream server again and again, and checks that it has kept its promises."
)
{
    server,
    data,
    kills,
    seed,
    conversations,
    rate,
    atFsync,
    postgres,
    json,
};
root.SetAction(
    async (parsed, cancellation) =>
    {
        var folder =
            parsed.GetValue(data)
            ?? Directory.CreateTempSubdirectory("actorstream-kills-").FullName;
        var run = new KillRun(
            new KillRunOptions
            {
                ServerAssembly = parsed.GetValue(server) ?? ServerAssembly.Find(),
                Disaster =
                    parsed.GetValue(postgres) ? DisasterKind.Postgres
                    : parsed.GetValue(atFsync) ? DisasterKind.Fsync
                    : DisasterKind.AnyMoment,
                DataFolder = folder,
                Kills = parsed.GetValue(kills),
                Seed = parsed.GetValue(seed),
                Conversations = parsed.GetValue(conversations),
                ChunksPerSecond = parsed.GetValue(rate),
            },
            Console.Error
        );
        var report = await run.RunAsync(cancellation);
        report.Write(Console.Out, parsed.GetValue(json));
        foreach (var example in run.Violations.Examples)
        {
            await Console.Error.WriteLineAsync(example);
        }

        if (run.Violations.Total > 0)
        {
            await Console.Error.WriteLineAsync($"The data is in {folder}");
            return 1;
        }

        if (parsed.GetValue(data) is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }
);
return await root.Parse(args).InvokeAsync();
