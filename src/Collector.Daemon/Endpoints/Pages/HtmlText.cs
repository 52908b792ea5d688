using System.Globalization;
using System.Net;
using System.Text;
using Collector.Pipeline.Diagnostics;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary>HTML that is being written: what comes from configurations and devices is encoded, what we write is not.</summary>
internal sealed class HtmlText
{
    // Plain enough for lynx; no script and nothing from elsewhere, so that a policy can forbid both.
    private const string Style = """
        :root { color-scheme: light dark; --text: #1c1e21; --back: #fff; --soft: #5b6168; --line: #d9dde2; --link: #0b57c4; --bad: #b00020; --odd: #8a5a00; --ok: #1b6e2d }
        @media (prefers-color-scheme: dark) { :root { --text: #d6d9dd; --back: #14161a; --soft: #969da6; --line: #30353c; --link: #8ab4f8; --bad: #ff8a80; --odd: #ffca6b; --ok: #81c995 } }
        body { font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; margin: 0 1.5rem 3rem; color: var(--text); background: var(--back); overflow-wrap: break-word }
        header { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 1rem 0; padding-bottom: .5rem; border-bottom: 1px solid var(--line) }
        a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px } .bad { color: var(--bad) } .odd { color: var(--odd) } .ok { color: var(--ok) } .dim, th { color: var(--soft) }
        table { border-collapse: collapse; margin: .75rem 0 } th, td { text-align: left; padding: 4px 14px 4px 0; vertical-align: top; border-bottom: 1px solid var(--line) }
        th { font-weight: 600; position: sticky; top: 0; background: var(--back) } td.why { min-width: 28rem }
        td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums } td.more { color: var(--soft); font-size: .93em }
        h1 { font-size: 1.4em; margin: 1rem 0 } h2 { font-size: 1.1em; margin-top: 1.75em } p, li { max-width: 62em } p.verdict { font-size: 1.1em } li { margin: .3rem 0 }
        form { display: flex; flex-wrap: wrap; gap: .4rem .8rem; margin: .75rem 0; align-items: center } input, button { font: inherit; padding: .2rem .5rem } code { font-size: .95em }
        @media (max-width: 60rem) { .more { display: none } body { margin: 0 .75rem 3rem } th, td { padding-right: 10px } td:first-child { overflow-wrap: anywhere; min-width: 7rem } td.why { min-width: 10rem } }
        """;

    private readonly StringBuilder _text = new();

    public static HtmlText Page(string title)
    {
        var html = new HtmlText();
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>").Text(title).Raw("</title>\n<style>\n").Raw(Style).Raw("\n</style></head>\n<body>\n");
        return html.Raw("<header><a href=\"/\">Collector ").Text(CollectorMeter.Version.Split('+')[0]).Raw("</a> <a href=\"/targets\">targets</a> <a href=\"/docs/troubleshooting.md\">troubleshooting</a> <a href=\"/docs/\">all documentation</a></header>\n");
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

    public HtmlText Cell(TimeSpan time, string kind = "n") => Cell(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s"), kind);

    /// <summary>The head of a table: columns of numbers are marked with a <c>#</c>, those that a narrow window does without with a <c>+</c> before it.</summary>
    public HtmlText Head(params ReadOnlySpan<string> columns)
    {
        Raw("<table>\n<tr>");
        foreach (var column in columns)
        {
            var name = column.TrimStart('+', '#');
            Raw((column.StartsWith('+'), column.Contains('#', StringComparison.Ordinal)) switch
            {
                (true, true) => "<th class=\"n more\">",
                (true, false) => "<th class=\"more\">",
                (false, true) => "<th class=\"n\">",
                _ => "<th>",
            }).Text(name).Raw("</th>");
        }

        return Raw("</tr>\n");
    }

    public string End() => Raw("</body>\n</html>\n")._text.ToString();
}
