using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ActorStream.Faults;

/// <summary>
/// A disk that fails when it is told to, for a process that is started with it: a small library
/// (faulty_disk.c) in front of the C library, compiled with the machine's own compiler.
/// </summary>
public sealed record FaultyDisk
{
    private static readonly Lazy<string> Library = new(Compile);

    /// <summary>Only files whose path contains this.</summary>
    public required string Files { get; init; }

    /// <summary><c>sync</c>, <c>write</c> or <c>any</c>.</summary>
    public string Calls { get; init; } = "any";

    /// <summary>The number of the call that fails, from 1 and over all threads; 0 for none.</summary>
    public int At { get; init; }

    /// <summary>And again after so many more; 0 for only once.</summary>
    public int Every { get; init; }

    /// <summary>Calls fail as long as this file exists.</summary>
    public string? While { get; init; }

    /// <summary>
    /// Where a test writes a number to have the call fail that comes so many calls later; the file goes when
    /// it has. Again and again, in the same process.
    /// </summary>
    public string? Next { get; init; }

    /// <summary>Bytes that all these files may have together (each call for more is refused); 0: any.</summary>
    public long Room { get; init; }

    /// <summary>A file whose size takes from the room.</summary>
    public string? Filler { get; init; }

    /// <summary>
    /// <c>EIO</c> or <c>ENOSPC</c>; <c>KILL</c>: SIGKILL in place of the call; <c>KILL_AFTER</c>: once it
    /// is done; <c>TORN</c>: after half of a write.
    /// </summary>
    public required string Fault { get; init; }

    /// <summary>The environment of the process that is to have this disk.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Library.Value,
            ["FAULT_FILES"] = Files,
            ["FAULT_CALLS"] = Calls,
            ["FAULT_AT"] = At.ToString(CultureInfo.InvariantCulture),
            ["FAULT_EVERY"] = Every.ToString(CultureInfo.InvariantCulture),
            ["FAULT_WHILE"] = While ?? "/nonexistent",
            ["FAULT_NEXT"] = Next ?? "/nonexistent",
            ["FAULT_ROOM"] = Room.ToString(CultureInfo.InvariantCulture),
            ["FAULT_FILLER"] = Filler ?? "/nonexistent",
            ["FAULT_DO"] = Fault,
        };

    private static string Compile()
    {
        var folder = Directory.CreateTempSubdirectory("actorstream-faults-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var library = Path.Combine(folder, "faulty_disk.so");
        var code = Path.Combine(folder, "faulty_disk.c");
        using (
            var resource = typeof(FaultyDisk).Assembly.GetManifestResourceStream("faulty_disk.c")!
        )
        using (var file = File.Create(code))
            resource.CopyTo(file);
        try
        {
            using var compiler = Process.Start(
                new ProcessStartInfo(
                    "cc",
                    ["-shared", "-fPIC", "-O1", "-o", library, code, "-ldl", "-lpthread"]
                )
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0
                ? library
                : throw new InvalidOperationException($"faulty_disk.c was not compiled: {errors}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                "A disk that fails on purpose needs a C compiler: the packages gcc and libc6-dev.",
                missing
            );
        }
    }
}
