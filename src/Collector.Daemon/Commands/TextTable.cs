using System.Text;

namespace Collector.Daemon.Commands;

/// <summary>Rows of text in aligned columns, for a terminal: numbers to the right, the last column as long as it is.</summary>
internal sealed class TextTable(params string[] heads)
{
    private const int Gap = 2;
    private const int Longest = 300;

    private readonly List<string[]> _rows = [heads];

    public int Count => _rows.Count - 1;

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable)]);

    /// <summary>Without what a terminal would take for a command, and not endless: a device may send anything.</summary>
    public static string Printable(string text)
    {
        if (text.Length > Longest) text = text[..(Longest - 1)] + "…";
        return text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : text;
    }

    /// <summary>Writes the table with so many spaces before each line; nothing when it has no rows.</summary>
    public void Write(StringBuilder text, int indent)
    {
        if (Count == 0) return;
        var widths = Enumerable.Range(0, heads.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var right = Enumerable.Range(0, heads.Length).Select(column => _rows.Skip(1).All(row => IsNumber(row[column]))).ToArray();
        foreach (var row in _rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                if (column > 0) line.Append(' ', Gap);
                line.Append(right[column] ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
            }

            text.Append(' ', indent).Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    private static bool IsNumber(string cell) => cell.Length == 0 || char.IsAsciiDigit(cell[0]) && cell.All(letter => char.IsAsciiDigit(letter) || letter == ',') || cell.EndsWith(" ms", StringComparison.Ordinal);
}
