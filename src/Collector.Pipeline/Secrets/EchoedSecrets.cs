using System.Text;

namespace Collector.Pipeline.Secrets;

/// <summary>Takes secrets out of what a peer says before anybody reads it: there are servers that repeat in their error what they were sent.</summary>
public static class EchoedSecrets
{
    private const string Mask = "<secret>";
    private const int Shortest = 4; // less is in many words by chance, and the beginning of a secret that a text's end has cut gives nothing away

    /// <param name="text">Words of the peer.</param>
    /// <param name="sent">Values of headers with secrets in them: a token, <c>Bearer TOKEN</c>, <c>Basic BASE64</c>.</param>
    public static string Hide(string text, IEnumerable<string> sent)
    {
        // The longest first, so that what contains another one is gone as a whole.
        foreach (var secret in sent.SelectMany(Parts).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(part => part.Length))
            text = secret.Length < Shortest ? WithoutWord(text, secret) : WithoutBeginning(text.Replace(secret, Mask, StringComparison.Ordinal), secret);
        return text;
    }

    /// <summary>A secret of a letter or two is hidden where it stands alone: cut out of every word it would leave nothing to read, and say what it is.</summary>
    private static string WithoutWord(string text, string secret)
    {
        for (var at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0;)
        {
            var end = at + secret.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWord) (text, end) = (string.Concat(text.AsSpan(0, at), Mask, text.AsSpan(end)), at + Mask.Length);
            at = text.IndexOf(secret, end, StringComparison.Ordinal);
        }

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
        for (var length = Math.Min(secret.Length - 1, text.Length); length >= Shortest; length--)
        {
            if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal)) return string.Concat(text.AsSpan(0, text.Length - length), Mask);
        }

        return text;
    }
}
