using System.Globalization;

namespace ActorStream.Simulation;

/// <summary>What the environment asks of the runs.</summary>
internal static class Variables
{
    public static int? Number(string name) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
