using System.Text;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>What stands in the place of secrets, and how it would look wherever it got out.</summary>
internal static class CanaryWords
{
    public const string Canary = "c4n4ry";

    /// <summary>The hash of <see cref="WebPassword"/>, which is a secret as well: it can be guessed at.</summary>
    public const string WebHash = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    public const string WebPassword = "U*U";

    /// <summary>The word itself, and as it looks within base64, where it begins at one of three places of a group.</summary>
    public static IReadOnlyList<string> Forms { get; } = [Canary, .. Enumerable.Range(0, 3).Select(Base64From), WebHash[^31..]];

    /// <param name="texts">What somebody could read.</param>
    /// <param name="keys">Private keys, as PEM, of which no line may be there either.</param>
    public static void AssertNowhereIn(IEnumerable<string> texts, params IEnumerable<string> keys)
    {
        string[] words = [.. Forms, .. keys.SelectMany(LinesOf)];
        foreach (var text in texts)
        {
            if (Array.Find(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } found) Assert.Fail($"\"{found}\" is to be seen:\n{text}");
        }
    }

    private static IEnumerable<string> LinesOf(string pem) => pem.Split('\n').Where(line => line.Length > 20 && !line.StartsWith("-----", StringComparison.Ordinal));

    /// <summary>The characters that do not depend on what stands before and behind.</summary>
    private static string Base64From(int before)
    {
        var whole = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', before) + Canary + "xxx"));
        var first = (before * 8 + 5) / 6;
        return whole[first..((before + Canary.Length) * 8 / 6)];
    }
}
