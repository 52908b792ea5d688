using System.Globalization;
using System.Net;
using System.Text;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary>HTML that is being written: what comes from configurations and devices is encoded, what we write is not.</summary>
internal sealed class HtmlText
{
    // Plain enough for lynx; no script and nothing from elsewhere, so that a policy can forbid both.
    private const string Style = """
        body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5em; color: #1a1a1a; background: #fff }
        table { border-collapse: collapse } th, td { text-align: left; padding: 3px 10px 3px 0; vertical-align: top; border-bottom: 1px solid #ddd }
        td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums } .bad { color: #b00020 } .odd { color: #8a5a00 } .ok { color: #1b6e2d } .dim { color: #666 }
        h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 1.5em } p.verdict { font-size: 1.1em; max-width: 60em }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #16181c } th, td { border-color: #333 } a { color: #8ab4f8 } .bad { color: #ff8a80 } .odd { color: #ffca6b } .ok { color: #81c995 } .dim { color: #999 } }
        """;

    private readonly StringBuilder _text = new();

    public static HtmlText Page(string title)
    {
        var html = new HtmlText();
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Text(title).Raw("</title>\n<style>\n").Raw(Style).Raw("\n</style></head>\n<body>\n");
        return html;
    }

    public HtmlText Raw(string html)
    {
        _text.Append(html);
        return this;
    }

    public HtmlText Text(string text)
    {
        _text.Append(WebUtility.HtmlEncode(text));
        return this;
    }

    /// <summary>A cell of a table.</summary>
    public HtmlText Cell(string text, string kind = "") => Raw(kind.Length > 0 ? $"<td class=\"{kind}\">" : "<td>").Text(text).Raw("</td>");

    public HtmlText Cell(long number) => Cell(number.ToString("#,0", CultureInfo.InvariantCulture), "n");

    public HtmlText Cell(TimeSpan time) => Cell(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s"), "n");

    /// <summary>The head of a table: columns of numbers are marked with a <c>#</c>.</summary>
    public HtmlText Head(params ReadOnlySpan<string> columns)
    {
        Raw("<table>\n<tr>");
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('#');
            Raw(isNumber ? "<th class=\"n\">" : "<th>").Text(isNumber ? column[1..] : column).Raw("</th>");
        }

        return Raw("</tr>\n");
    }

    public string End() => Raw("</body>\n</html>\n")._text.ToString();
}
