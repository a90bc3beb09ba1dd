using System.Text.Json;

namespace ActorStream.Turns.Demo;

/// <summary>What a prompt may ask of the demonstration.</summary>
/// <param name="Chunks">Chunks of the answer, or null for the whole text.</param>
/// <param name="ChunksPerSecond">The pace; 0 is flat out.</param>
/// <param name="Seed">The same seed and prompt give the same answer.</param>
internal readonly record struct DemoOptions(int? Chunks, double ChunksPerSecond, int Seed)
{
    private const int MaxChunks = 100_000;
    private const int MaxChunksPerSecond = 10_000;
    private const double DefaultPace = 25;

    public static bool TryRead(JsonElement? json, out DemoOptions options, out string? problem)
    {
        options = new(null, DefaultPace, 0);
        problem = null;
        if (json is not { } given || given.ValueKind == JsonValueKind.Null)
            return true;
        if (given.ValueKind != JsonValueKind.Object)
        {
            problem = "options must be an object.";
            return false;
        }

        foreach (var member in given.EnumerateObject())
        {
            switch (member.Name)
            {
                case "chunks"
                    when member.Value.ValueKind == JsonValueKind.Number
                        && member.Value.TryGetInt32(out var chunks)
                        && chunks is >= 0 and <= MaxChunks:
                    options = options with { Chunks = chunks };
                    break;
                case "chunks":
                    problem = $"options.chunks must be a whole number from 0 to {MaxChunks}.";
                    return false;
                case "chunksPerSecond"
                    when member.Value.ValueKind == JsonValueKind.Number
                        && member.Value.TryGetDouble(out var pace)
                        && pace is >= 0 and <= MaxChunksPerSecond:
                    options = options with { ChunksPerSecond = pace };
                    break;
                case "chunksPerSecond":
                    problem =
                        $"options.chunksPerSecond must be a number from 0 to {MaxChunksPerSecond}.";
                    return false;
                case "seed"
                    when member.Value.ValueKind == JsonValueKind.Number
                        && member.Value.TryGetInt32(out var seed):
                    options = options with { Seed = seed };
                    break;
                case "seed":
                    problem = "options.seed must be a whole number of 32 bits.";
                    return false;
            }
        }

        return true;
    }
}
