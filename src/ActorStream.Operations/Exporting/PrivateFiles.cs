namespace ActorStream.Operations.Exporting;

/// <summary>Files that hold conversations: mode 0600 from the first byte.</summary>
internal static class PrivateFiles
{
    /// <summary>Opens a file to add to its end, made if it is missing.</summary>
    public static FileStream Append(string path) => Open(path, FileMode.Append);

    /// <summary>Makes a new file.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static FileStream Create(string path) => Open(path, FileMode.CreateNew);

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
