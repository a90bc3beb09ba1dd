using System.Globalization;
using ActorStream.Conversations;
using ActorStream.Server.Hosting;
using Akka.Configuration;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Where a running server keeps the damaged rows of conversations that it healed: one file for each time, for
/// the server's own user only. An operator deletes them.
/// </summary>
internal sealed class QuarantineFolder(Config config, ServerSettings settings)
{
    private readonly string _path = config.GetString("actorstream.admin.heal.quarantine-folder", "")
        is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.GetFullPath(settings.DataFolder);

    /// <summary>A file's name that is not taken; the folder is made if it is missing.</summary>
    public string NewFile(ConversationId id, DateTimeOffset now)
    {
        OwnerOnly.CreateFolder(_path);
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : $"-{number}";
            var file = Path.Combine(_path, $"conversation-{id}.quarantine-{time}{suffix}.jsonl");
            if (!File.Exists(file))
                return file;
        }
    }
}
