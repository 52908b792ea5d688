using System.Globalization;
using Collector.Gnmi.Protocol;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration;

/// <summary>Encodings as gnmic writes them: <c>json_ietf</c>, <c>JSON-IETF</c>, or the number of one that has no name.</summary>
public static class EncodingText
{
    public static IReadOnlyList<string> Words { get; } = ["json", "bytes", "proto", "ascii", "json_ietf"]; // in the order of gNMI's numbers

    public static bool TryParse(string text, out Encoding encoding)
    {
        var word = text.Replace('-', '_');
        for (var i = 0; i < Words.Count; i++)
        {
            if (!Words[i].Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            encoding = (Encoding)i;
            return true;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        encoding = (Encoding)number; // makers have encodings of their own, which gNMI does not name
        return isNumber;
    }

    /// <summary>The words for a text that is none.</summary>
    public static string Refusal(string text) =>
        $"encoding: \"{text}\" is not one of {string.Join(", ", Words)}, or a number{NearestName.Hint(text, Words)}";

    public static string Format(Encoding encoding) =>
        (int)encoding >= 0 && (int)encoding < Words.Count ? Words[(int)encoding] : ((int)encoding).ToString(CultureInfo.InvariantCulture);
}
