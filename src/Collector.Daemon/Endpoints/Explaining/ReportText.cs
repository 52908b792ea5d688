using System.Globalization;
using System.Text;
using Collector.Daemon.Commands;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary>The lines and tables of a report for people. What devices send is made printable.</summary>
internal sealed class ReportText
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Line(string text = "") => _text.Append(TextTable.Printable(text)).Append('\n');

    public void Head(string text)
    {
        Line();
        Line($"  {text}");
    }

    /// <summary>A table, and how many rows it has not.</summary>
    public void Table(TextTable table, int rest)
    {
        table.Write(_text, 2);
        if (rest > 0) Line($"  … and {Number(rest)} more; JSON has more of them");
    }

    public static string Count(long count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:#,0.0} ms");
}
