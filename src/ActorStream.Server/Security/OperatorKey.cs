using System.Security.Cryptography;
using System.Text;
using ActorStream.Server.Hosting;

namespace ActorStream.Server.Security;

/// <summary>
/// What an operator proves to be one with. Only its hash is kept in memory, and comparing takes the same
/// time whatever is compared.
/// </summary>
internal sealed class OperatorKey
{
    /// <summary>Characters that a key has at least: no dictionary gets there.</summary>
    public const int MinLength = 32;

    /// <summary>The file in the data folder.</summary>
    public const string FileName = "admin.key";

    private const int MaxLength = 1_024;
    private const int RandomBytes = 32;

    private readonly byte[] _hash;

    private OperatorKey(string key) => _hash = HashOf(key);

    /// <summary>The configured key, or that of the data folder, which is made at the first start.</summary>
    /// <exception cref="StartupRefusedException">There is none that can be used.</exception>
    public static OperatorKey Load(ServerSettings settings) =>
        settings.AdminKey is { } configured
            ? new(Checked(configured, "ACTORSTREAM_ADMIN_KEY"))
            : FromFile(settings.DataFolder);

    /// <summary>A key that may be used as one.</summary>
    /// <exception cref="StartupRefusedException">It is too short, or cannot stand in a header.</exception>
    public static string Checked(string key, string where)
    {
        if (key.Length is < MinLength or > MaxLength || key.Any(c => c is <= ' ' or > '~'))
        {
            throw new StartupRefusedException(
                $"{where} must have {MinLength} to {MaxLength} characters of visible ASCII without "
                    + "spaces. Make one with: openssl rand -base64 32"
            );
        }

        return key;
    }

    /// <summary>Whether this is the key.</summary>
    public bool Matches(string candidate) =>
        candidate.Length <= MaxLength
        && CryptographicOperations.FixedTimeEquals(HashOf(candidate), _hash);

    private static OperatorKey FromFile(string folder)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            var path = Path.Combine(folder, FileName);
            if (!File.Exists(path))
                Create(path);
            OwnerOnly.Protect(path);
            return new(Checked(File.ReadAllText(path).Trim(), path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"the operator's key in '{folder}' cannot be used: {error.Message}",
                error
            );
        }
    }

    // Written beside its place and moved there: a crash in between leaves no half a key.
    private static void Create(string path)
    {
        var key = Convert
            .ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
        var beside = path + ".new";
        using (var file = OwnerOnly.Open(beside, FileMode.Create, FileShare.None))
        {
            file.Write(Encoding.ASCII.GetBytes(key + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path);
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
