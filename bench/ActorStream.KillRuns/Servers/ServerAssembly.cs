namespace ActorStream.KillRuns;

/// <summary>Finds the server that was built in this repository.</summary>
internal static class ServerAssembly
{
    /// <summary>The newest build, of whichever configuration.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorStream.sln")))
        {
            folder = folder.Parent;
        }

        return new[] { "Release", "Debug" }
                .Select(configuration =>
                    Path.Combine(
                        folder?.FullName ?? ".",
                        $"src/ActorStream.Server/bin/{configuration}/net10.0/ActorStream.Server.dll"
                    )
                )
                .Where(File.Exists)
                .MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new FileNotFoundException(
                "Build src/ActorStream.Server first, or give --server."
            );
    }
}
