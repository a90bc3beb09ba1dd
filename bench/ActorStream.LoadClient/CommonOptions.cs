using System.CommandLine;

namespace ActorStream.LoadClient;

/// <summary>Options that every run has.</summary>
internal static class CommonOptions
{
    public static Option<Uri> Url { get; } =
        new("--url")
        {
            Description = "Where the server listens, for example http://127.0.0.1:5080.",
            Required = true,
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url))
                {
                    return url;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no URL.");
                return null;
            },
        };

    public static Option<int> Seed { get; } =
        new("--seed") { Description = "The seed of all choices.", DefaultValueFactory = _ => 1 };

    public static Option<int?> ServerPid { get; } =
        new("--server-pid")
        {
            Description = "The server's process, to read its memory and CPU time.",
        };

    public static Option<bool> Json { get; } =
        new("--json") { Description = "One line of JSON in place of a table." };
}
