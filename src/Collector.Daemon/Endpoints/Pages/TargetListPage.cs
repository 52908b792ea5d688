using System.Globalization;
using Collector.Daemon.Verdicts;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary>The list of targets as a page.</summary>
/// <param name="all">All that were asked for, the worst first.</param>
/// <param name="shown">Those of them that are to be seen.</param>
/// <param name="page">From 1.</param>
/// <param name="isBrokenOnly">Whether only those that something is wrong with were asked for.</param>
/// <param name="nowUnixMs">The time.</param>
internal sealed class TargetListPage(List<JudgedTarget> all, List<JudgedTarget> shown, int page, bool isBrokenOnly, long nowUnixMs)
{
    private readonly HtmlText _html = HtmlText.Page("Targets · Collector");

    public string Html()
    {
        _html.Raw("<h1>Targets</h1>\n<p>");
        WriteSummary();
        _html.Raw("</p>\n");
        _html.Head("target", "verdict", "why", "labels", "#last", "#took", "#every", "modules");
        foreach (var row in shown.Skip((page - 1) * TargetPages.PageSize).Take(TargetPages.PageSize)) WriteRow(row);
        _html.Raw("</table>\n");
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

    private void WriteSummary()
    {
        var kinds = all.GroupBy(row => row.Verdict.Kind).OrderBy(kind => kind.Key).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count():#,0} {WordsOf(kind.Key)}"));
        _html.Text(string.Create(CultureInfo.InvariantCulture, $"{all.Count:#,0} targets: {string.Join(", ", kinds)}. "));
        _html.Raw(isBrokenOnly ? "<a href=\"/targets\">all</a>" : "<a href=\"/targets?show=broken\">only broken ones</a>");
        _html.Raw("; <code>?site=ams1</code> (any label) narrows the list; <a href=\"/api/v1/targets\">the same as JSON</a>");
    }

    private void WriteRow(in JudgedTarget row)
    {
        var (series, verdict) = row;
        var target = series.Target;
        _html.Raw("<tr><td><a href=\"/targets/").Text(Uri.EscapeDataString(target.Instance)).Raw("\">").Text(target.Instance).Raw("</a></td>");
        _html.Cell(WordsOf(verdict.Kind), ClassOf(verdict.Kind)).Cell(verdict.Text).Cell(string.Join(", ", target.Labels.Where(label => label.Name != "instance").Select(label => $"{label.Name}={label.Value}")));
        if (series.Stream is { } stream) WriteAge(stream.LastMessageUnixNs / 1_000_000).Raw("<td></td><td></td>");
        else if (series.History.TryGetLast(out var last)) WriteAge(last.StartedUnixMs).Cell(last.Duration).Cell(target.Interval);
        else _html.Raw("<td></td><td></td>").Cell(target.Interval);
        _html.Cell(string.Join(", ", series.ModuleNames)).Raw("</tr>\n");
    }

    private HtmlText WriteAge(long unixMs) =>
        unixMs == 0 ? _html.Cell("") : _html.Cell(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, nowUnixMs - unixMs) / 1000.0:0} s ago"), "n");

    private void WritePages()
    {
        var last = TargetPages.LastPage(shown.Count);
        if (last == 1) return;
        var show = isBrokenOnly ? "&amp;show=broken" : "";
        _html.Raw("<p>");
        for (var number = 1; number <= last; number++)
        {
            _html.Raw(number == page ? $"<b>{number}</b> " : $"<a href=\"?page={number}{show}\">{number}</a> ");
        }

        _html.Raw("</p>\n");
    }
}
