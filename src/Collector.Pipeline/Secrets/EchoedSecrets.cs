using System.Text;

namespace Collector.Pipeline.Secrets;

/// <summary>Takes secrets out of what a peer says before anybody reads it: there are servers that repeat in their error what they were sent.</summary>
public static class EchoedSecrets
{
    private const string Mask = "<secret>";
    private const int ShortestBeginning = 4; // of a secret that the end of a text has cut: less gives nothing away

    /// <param name="text">Words of the peer.</param>
    /// <param name="sent">Values of headers with secrets in them: a token, <c>Bearer TOKEN</c>, <c>Basic BASE64</c>.</param>
    public static string Hide(string text, IEnumerable<string> sent)
    {
        // The longest first, so that what contains another one is gone as a whole.
        foreach (var secret in sent.SelectMany(Parts).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(part => part.Length))
            text = WithoutBeginning(text.Replace(secret, Mask, StringComparison.Ordinal), secret);
        return text;
    }

    /// <summary>The value itself, what follows its scheme, and the name and the password that this may be.</summary>
    private static IEnumerable<string> Parts(string value)
    {
        yield return value;
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) yield break;
        var credentials = value[(space + 1)..].Trim();
        yield return credentials;
        var octets = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, octets, out var length)) yield break;
        var decoded = Encoding.UTF8.GetString(octets, 0, length);
        yield return decoded;
        if (decoded.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) yield return decoded[(colon + 1)..];
    }

    /// <summary>A text that was cut may end within a secret.</summary>
    private static string WithoutBeginning(string text, string secret)
    {
        for (var length = Math.Min(secret.Length - 1, text.Length); length >= ShortestBeginning; length--)
        {
            if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal)) return string.Concat(text.AsSpan(0, text.Length - length), Mask);
        }

        return text;
    }
}
