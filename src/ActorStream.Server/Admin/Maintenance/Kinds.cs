using System.Text.Json;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>How kinds are spelt for programs.</summary>
internal static class Kinds
{
    public static string NameOf<T>(T kind)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
