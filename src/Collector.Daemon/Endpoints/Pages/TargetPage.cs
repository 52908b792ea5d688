using System.Globalization;
using Collector.Daemon.Verdicts;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using static Collector.Daemon.Verdicts.TargetVerdict;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary>One target as a page: the verdict, what is known of it, and its last polls or its subscriptions.</summary>
internal sealed class TargetPage(SeriesStore store, TargetSeries series, Verdict verdict, string telemetryPath, long nowUnixMs)
{
    private readonly HtmlText _html = HtmlText.Page($"{series.Target.Instance} · Collector");

    public string Html()
    {
        var target = series.Target;
        _html.Raw("<h1>").Text(target.Instance).Raw("</h1>\n");
        _html.Raw($"<p class=\"verdict\"><b class=\"{TargetListPage.ClassOf(verdict.Kind)}\">").Text(TargetListPage.WordsOf(verdict.Kind)).Raw("</b>: ").Text(verdict.Text).Raw("</p>\n");
        WriteLinks();
        _html.Raw("<table>\n");
        Fact("seen at", At(nowUnixMs));
        Fact("address", target.Address);
        Fact("protocol", target.Protocol);
        Fact("credentials", target.Auth);
        Fact("profile", target.Profile ?? "");
        Fact("labels", string.Join(", ", target.Labels.Select(label => $"{label.Name}={label.Value}")));
        Fact("written in", target.Origin);
        if (series.Stream is { } stream)
        {
            WriteStream(stream);
        }
        else
        {
            WriteConduct();
            WriteModules();
            WritePolls();
        }

        return _html.End();
    }

    /// <summary>What to do next: at night nobody looks for it below twenty polls.</summary>
    private void WriteLinks()
    {
        var encoded = Uri.EscapeDataString(series.Target.Instance);
        _html.Raw("<p>");
        if (series.Stream is null) _html.Raw("<a href=\"/api/v1/explain?format=text&amp;target=").Text(encoded).Raw("\">Poll it now and explain each object</a>; ");
        _html.Raw("<a href=\"").Text($"{telemetryPath}?instance={encoded}").Raw("\">its series</a>; ");
        _html.Raw("<a href=\"/api/v1/targets/").Text(encoded).Raw("\">this page as JSON</a>; <a href=\"/docs/targets.md#the-verdict\">what the verdicts mean</a></p>\n");
    }

    private void Fact(string name, string value)
    {
        if (value.Length > 0) _html.Raw("<tr>").Cell(name, "dim").Cell(value).Raw("</tr>\n");
    }

    private void WriteConduct()
    {
        Fact("interval", string.Create(CultureInfo.InvariantCulture, $"{series.Target.Interval.TotalSeconds:0.###} s"));
        Fact("polls", string.Create(CultureInfo.InvariantCulture, $"{series.History.Finished:#,0} since it was loaded, {series.History.Skipped:#,0} skipped"));
        if (series.History.TryGetConduct(out var conduct))
        {
            Fact("next poll", At(conduct.NextDueUnixMs));
            if (conduct.NextQuestionUnixMs > conduct.NextDueUnixMs) Fact("asked again", At(conduct.NextQuestionUnixMs));
            if (conduct.RoundTripMs > 0) Fact("round trip", string.Create(CultureInfo.InvariantCulture, $"{conduct.RoundTripMs:0.0} ms, smoothed"));
            Fact("asked", string.Create(CultureInfo.InvariantCulture,
                $"at most {conduct.MostInFlight} requests at once, replies of up to {conduct.ReplyOctets:#,0} octets{(conduct.IsReadByColumn ? ", column by column because it left out rows" : "")}"));
            Fact("objects", string.Create(CultureInfo.InvariantCulture, $"{conduct.ObjectsRead:#,0} read in the last poll, {conduct.ObjectsCarried:#,0} taken over from the one before"));
        }

        _html.Raw("</table>\n");
    }

    private void WriteModules()
    {
        _html.Raw("<h2>Modules</h2>\n").Head("module", "complete", "#rows");
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            _html.Raw("<tr>").Cell(series.ModuleNames[module]);
            _html.Cell(series.IsComplete(module) switch { null => "not polled yet", true => "yes", false => "no" }, series.IsComplete(module) == false ? "bad" : "");
            _html.Cell(RowCount.Of(store, series, module)).Raw("</tr>\n");
        }

        _html.Raw("</table>\n");
    }

    private void WritePolls()
    {
        _html.Raw("<h2>Last polls</h2>\n").Head("began", "outcome", "#took", "#late", "#requests", "#repeated", "#varbinds", "#round trip", "modules");
        foreach (var poll in series.History.Recent())
        {
            _html.Raw("<tr>").Cell(At(poll.StartedUnixMs)).Cell(OutcomeOf(poll), poll.Outcome == PollOutcome.Answered ? "ok" : poll.IsUp ? "odd" : "bad");
            _html.Cell(poll.Duration).Cell(poll.Lateness).Cell(poll.Requests).Cell(poll.Retries).Cell(poll.Varbinds);
            if (poll.RoundTrip > TimeSpan.Zero) _html.Cell(poll.RoundTrip);
            else _html.Raw("<td></td>");
            _html.Cell(EndsOf(poll)).Raw("</tr>\n");
        }

        _html.Raw("</table>\n");
    }

    private static string OutcomeOf(in PollRecord poll)
    {
        var text = EnumLabels<PollOutcome>.Of(poll.Outcome);
        if (poll.Problem != AccessProblem.None) text += $", {EnumLabels<AccessProblem>.Of(poll.Problem)}";
        if (poll.Fault != ReplyFault.None) text += $", {EnumLabels<ReplyFault>.Of(poll.Fault)}";
        return text.Replace('_', ' ');
    }

    /// <summary>The modules that were not read to their end.</summary>
    private string EndsOf(in PollRecord poll)
    {
        var texts = new List<string>();
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (!poll.Modules.TryGet(module, out var end) || end == WalkEnd.Complete) continue;
            texts.Add($"{series.ModuleNames[module]}: {(end is { } known ? EnumLabels<WalkEnd>.Of(known).Replace('_', ' ') : "not asked")}");
        }

        return texts.Count > 0 ? string.Join(", ", texts) : "complete";
    }

    private void WriteStream(StreamHistory stream)
    {
        Fact("connected to", stream.Address);
        Fact("stream", EnumLabels<StreamState>.Of(stream.State).Replace('_', ' '));
        if (stream.CertificateExpiryUnixSeconds > 0) Fact("certificate until", At(stream.CertificateExpiryUnixSeconds * 1000));
        if (stream.RetryUnixMs > nowUnixMs) Fact("tried again", At(stream.RetryUnixMs));
        _html.Raw("</table>\n<h2>Subscriptions</h2>\n").Head("subscription", "state", "synced", "last message", "#messages", "#updates", "#series", "#failed calls");
        foreach (var subscription in stream.Subscriptions)
        {
            _html.Raw("<tr>").Cell(subscription.Name).Cell(EnumLabels<StreamState>.Of(subscription.State).Replace('_', ' '), subscription.IsLive ? "ok" : "bad").Cell(subscription.IsSynced ? "yes" : "no");
            _html.Cell(subscription.LastMessageUnixNs > 0 ? At(subscription.LastMessageUnixNs / 1_000_000) : "").Cell(subscription.Responses).Cell(subscription.Updates).Cell(subscription.Series).Cell(subscription.FailedCalls).Raw("</tr>\n");
        }

        _html.Raw("</table>\n");
        if (stream.Disconnects is not { Count: > 0 } ends) return;
        _html.Raw("<h2>Ends</h2>\n").Head("gRPC code", "reason", "#times");
        foreach (var (code, reason, count) in ends) _html.Raw("<tr>").Cell(code).Cell(EnumLabels<DisconnectReason>.Of(reason).Replace('_', ' ')).Cell(count).Raw("</tr>\n");
        _html.Raw("</table>\n");
    }
}
