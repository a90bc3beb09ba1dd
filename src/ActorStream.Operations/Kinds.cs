using System.Text.Json;

namespace ActorStream.Operations;

/// <summary>How kinds are spelt for programs.</summary>
public static class Kinds
{
    /// <summary>The name in small letters with hyphens: <c>end-turn</c>.</summary>
    public static string NameOf<T>(T kind)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
