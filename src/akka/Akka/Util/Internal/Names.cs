namespace Akka.Util.Internal;

internal static class Names
{
    private const string Digits =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary>The shortest name for a number: <c>$a</c>, <c>$b</c>, ...</summary>
    public static string Base64(long number)
    {
        Span<char> name = stackalloc char[12];
        name[0] = '$';
        var length = 1;
        do
        {
            name[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        } while (number > 0);
        return name[..length].ToString();
    }
}
