using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http.Requests;

/// <summary>Whose a conversation is. Without authentication it is a label, and protects nothing.</summary>
internal static class TenantLabel
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789._-"
    );

    /// <summary>Reads the member <c>tenant</c>; absent and null are the same.</summary>
    public static bool TryRead(
        JsonElement json,
        out string? tenant,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        if (!Members.TryReadText(json, "tenant", MaxLength, out tenant, out problem))
            return false;
        if (tenant is null || (tenant.Length > 0 && !tenant.AsSpan().ContainsAnyExcept(Allowed)))
            return true;
        problem = ProblemList.InvalidRequest(
            $"tenant must be 1 to {MaxLength} of a-z, 0-9, '.', '_' and '-'."
        );
        return false;
    }
}
