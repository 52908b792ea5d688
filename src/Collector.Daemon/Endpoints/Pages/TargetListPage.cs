using System.Globalization;
using Collector.Daemon.Verdicts;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary>The list of targets as a page.</summary>
/// <param name="all">All that were asked for, the worst first.</param>
/// <param name="shown">Those of them that are to be seen.</param>
/// <param name="query">What was asked for, and the page.</param>
/// <param name="nowUnixMs">The time.</param>
internal sealed class TargetListPage(List<JudgedTarget> all, List<JudgedTarget> shown, TargetListQuery query, long nowUnixMs)
{
    private readonly HtmlText _html = HtmlText.Page("Targets · Collector");

    public string Html()
    {
        _html.Raw("<h1>Targets</h1>\n");
        WriteSummary();
        WriteSearch();
        if (shown.Count > 0) WriteTable();
        else _html.Raw("<p>").Text(query.IsWhole ? "There are none: targets are written under targets: or gnmi: in collector.yml, or in files that it names." : "None of them.").Raw("</p>\n");
        WritePages();
        return _html.End();
    }

    /// <summary>The class of a verdict's text: red for what has no data, amber for what lacks some.</summary>
    internal static string ClassOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Ok => "ok",
        VerdictKind.Pending or VerdictKind.KeysPending => "dim",
        < VerdictKind.Overloaded => "bad",
        _ => "odd",
    };

    internal static string WordsOf(VerdictKind kind) => EnumLabels<VerdictKind>.Of(kind).Replace('_', ' ');

    /// <summary>How many there are of each verdict, each of which can be seen alone.</summary>
    private void WriteSummary()
    {
        _html.Raw("<p>").Text(string.Create(CultureInfo.InvariantCulture, $"{all.Count:#,0} {(all.Count == 1 ? "target" : "targets")} at {TargetVerdict.At(nowUnixMs)}"));
        var separator = ": ";
        foreach (var kind in all.GroupBy(row => row.Verdict.Kind).OrderBy(kind => kind.Key))
        {
            _html.Raw(separator);
            WriteChoice(EnumLabels<VerdictKind>.Of(kind.Key), string.Create(CultureInfo.InvariantCulture, $"{kind.Count():#,0} {WordsOf(kind.Key)}"));
            separator = ", ";
        }

        _html.Raw(". Show ");
        WriteChoice("", "all");
        _html.Raw(" or ");
        WriteChoice(TargetListQuery.Broken, "only what is broken");
        _html.Raw("; <a href=\"").Text(query.ApiUrl).Raw("\">the same as JSON</a>; <a href=\"/docs/targets.md#the-verdict\">what the verdicts mean</a></p>\n");
    }

    private void WriteChoice(string show, string text)
    {
        if (query.Show == show) _html.Raw("<b>").Text(text).Raw("</b>");
        else _html.Raw("<a href=\"").Text(query.Url(show)).Raw("\">").Text(text).Raw("</a>");
    }

    private void WriteSearch()
    {
        _html.Raw("<form action=\"/targets\">");
        foreach (var (name, value) in query.Selectors) WriteHidden(name, value);
        if (query.Show.Length > 0) WriteHidden("show", query.Show);
        _html.Raw("<input name=\"find\" size=\"32\" aria-label=\"find\" placeholder=\"part of a name, address or label\" value=\"").Text(query.Find).Raw("\"><button>Find</button>");
        if (query.Find.Length > 0 || query.Selectors.Count > 0) _html.Raw("<a href=\"/targets\">everything</a>");
        foreach (var (name, value) in query.Selectors) _html.Raw("<code>").Text($"{name}={value}").Raw("</code>");
        _html.Raw("</form>\n");
    }

    private void WriteHidden(string name, string value) => _html.Raw("<input type=\"hidden\" name=\"").Text(name).Raw("\" value=\"").Text(value).Raw("\">");

    private void WriteTable()
    {
        _html.Head("target", "verdict", "why", "+labels", "+#last", "+#took", "+#every", "+modules");
        foreach (var row in shown.Skip((query.Page - 1) * TargetPages.PageSize).Take(TargetPages.PageSize)) WriteRow(row);
        _html.Raw("</table>\n");
    }

    private void WriteRow(in JudgedTarget row)
    {
        var (series, verdict) = row;
        var target = series.Target;
        _html.Raw("<tr><td><a href=\"/targets/").Text(Uri.EscapeDataString(target.Instance)).Raw("\">").Text(target.Instance).Raw("</a></td>");
        _html.Cell(WordsOf(verdict.Kind), ClassOf(verdict.Kind)).Cell(verdict.Text, "why").Cell(string.Join(", ", target.Labels.Where(label => label.Name != "instance").Select(label => $"{label.Name}={label.Value}")), "more");
        if (series.Stream is { } stream) WriteAge(stream.LastMessageUnixNs / 1_000_000).Cell("", "more").Cell("", "more");
        else if (series.History.TryGetLast(out var last)) WriteAge(last.StartedUnixMs).Cell(last.Duration, "n more").Cell(Interval(target), "n more");
        else _html.Cell("", "more").Cell("", "more").Cell(Interval(target), "n more");
        _html.Cell(string.Join(", ", series.ModuleNames), "more").Raw("</tr>\n");
    }

    private static string Interval(Target target) => string.Create(CultureInfo.InvariantCulture, $"{target.Interval.TotalSeconds:0.###} s");

    private HtmlText WriteAge(long unixMs) =>
        unixMs == 0 ? _html.Cell("", "more") : _html.Cell(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, nowUnixMs - unixMs) / 1000.0:0} s ago"), "n more");

    private void WritePages()
    {
        var last = TargetPages.LastPage(shown.Count);
        if (last == 1) return;
        _html.Raw("<p>Page ");
        for (var number = 1; number <= last; number++)
        {
            if (number == query.Page) _html.Raw($"<b>{number}</b> ");
            else _html.Raw("<a href=\"").Text(query.Url(query.Show, number)).Raw($"\">{number}</a> ");
        }

        _html.Raw("</p>\n");
    }
}
