using System.Net;
using ActorStream.Operations.Checks;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Sources.Server;

/// <summary>A journal behind a running server's admin API.</summary>
internal sealed class ServerPlace(Uri address, Func<string> key, CliContext context) : IJournalPlace
{
    /// <summary>Reads an address, and refuses one that would carry the key in the open.</summary>
    /// <exception cref="JournalProblem">It cannot be used.</exception>
    public static Uri ParseAddress(string text)
    {
        if (
            !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
        )
        {
            throw new JournalProblem(
                "The server's address must look like http://127.0.0.1:5080 or https://chat.example.org."
            );
        }

        if (address.Scheme == "http" && !address.IsLoopback)
        {
            throw new JournalProblem(
                $"The operator's key would travel to {address.Host} unencrypted. Use https, or a tunnel "
                    + "(ssh -L 5080:127.0.0.1:5080) and http://127.0.0.1:5080."
            );
        }

        return address;
    }

    public Task<IJournalSource> OpenAsync(CancellationToken cancellation) =>
        Task.FromResult<IJournalSource>(new ServerSource(Client(), context.Time));

    public IJournalUpkeep Upkeep() => new ServerUpkeep(Client, context.Time);

    public async Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = Client();
            var answer = await client.GetAsync(
                "admin/doctor",
                ServerJson.Default.DoctorAnswer,
                cancellation
            );
            return
            [
                Check.Ok("server", $"{client.Name} answers, and takes the key"),
                .. answer.Checks.Select(check => check.ToCheck()),
            ];
        }
        catch (JournalProblem problem)
        {
            return [Check.Failed("server", problem.Message)];
        }
    }

    private ServerClient Client()
    {
        // No redirects: the key is for this server, not for whoever it names.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
        };
        return new ServerClient(
            new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan },
            key()
        );
    }
}
