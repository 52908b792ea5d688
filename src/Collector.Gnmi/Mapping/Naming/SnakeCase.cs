using System.Text;

namespace Collector.Gnmi.Mapping.Naming;

/// <summary>Names of models in the words that Prometheus uses: lower case, <c>_</c> between words, bytes for octets, packets for pkts.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        var before = '_';
        foreach (var letter in NameText.Clean(name))
        {
            if (char.IsAsciiLetterUpper(letter) && char.IsAsciiLetterLower(before)) words.Append('_');
            words.Append(char.ToLowerInvariant(letter));
            before = letter;
        }

        return string.Join('_', words.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Word));
    }

    private static string Word(string word) => word switch
    {
        "octets" => "bytes",
        "pkts" => "packets",
        "pkt" => "packet",
        _ => word,
    };
}
