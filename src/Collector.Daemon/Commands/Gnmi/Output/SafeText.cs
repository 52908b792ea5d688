using System.Globalization;
using System.Text;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Text of a device, fit for a terminal: nothing in it moves the cursor, rings a bell or turns the direction of writing, and nothing is lost.</summary>
internal static class SafeText
{
    /// <summary>Control and format characters as escapes: <c>\n</c>, <c>\u001b</c>.</summary>
    public static string Of(string text) => text.Any(IsUnsafe) ? Escape(text, "") : text;

    /// <summary>In quotes, with those and backslashes escaped.</summary>
    public static string Quoted(string text) => $"\"{Escape(text, "\"\\")}\"";

    private static string Escape(string text, string special)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (special.Contains(letter, StringComparison.Ordinal)) safe.Append('\\').Append(letter);
            else if (letter == '\n') safe.Append("\\n");
            else if (letter == '\r') safe.Append("\\r");
            else if (letter == '\t') safe.Append("\\t");
            else if (IsUnsafe(letter)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else safe.Append(letter);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
