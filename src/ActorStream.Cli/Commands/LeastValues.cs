using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary>Numbers that make no sense below a least one are refused, not quietly raised to it.</summary>
internal static class LeastValues
{
    public static void AtLeast(this Option<int> option, int least) =>
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < least)
                result.AddError($"{option.Name} must be at least {least}.");
        });

    public static void AtLeast(this Option<long?> option, long least) =>
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < least)
                result.AddError($"{option.Name} must be at least {least}.");
        });
}
