using System.Text;

namespace Collector.Daemon.Web.Audit;

/// <summary>What a client wrote, as it may stand in a line of the log: bounded, one line, in quotes where its end would not be seen.</summary>
internal static class AuditText
{
    private const int Longest = 120;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "-";
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        var shown = new StringBuilder(cut.Length);
        foreach (var letter in cut)
        {
            if (char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029') shown.Append('?');
            else if (letter is '"' or '\\') shown.Append('\\').Append(letter);
            else shown.Append(letter);
        }

        return cut.AsSpan().ContainsAny(" =\"\\") ? $"\"{shown}\"" : shown.ToString();
    }
}
