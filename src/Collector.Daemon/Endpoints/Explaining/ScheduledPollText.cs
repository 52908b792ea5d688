using System.Globalization;
using Collector.Daemon.Commands;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Explaining;
using Collector.Snmp.Explaining.Scheduled;
using static Collector.Daemon.Endpoints.Explaining.ReportText;

namespace Collector.Daemon.Endpoints.Explaining;

/// <summary>What a scheduled poll asks, for people: behind the explained poll, which asked for everything, subtree after subtree.</summary>
internal sealed class ScheduledPollText(ReportText text)
{
    private const int MostRequests = 40;
    private const int MostNames = 3;

    public void Write(ScheduledPollExplanation poll, PollExplanation whole)
    {
        text.Line();
        if (poll.Modules.Count == 0)
        {
            text.Line($"Scheduled polls: {EnumLabels<PollOutcome>.Of(poll.Outcome)} after {Count(poll.PollsBefore, "poll")}, so there is none to tell of");
            return;
        }

        text.Line($"Scheduled polls are like this one, the {Ordinal(poll.PollsBefore + 1)} of its kind: {EnumLabels<PollOutcome>.Of(poll.Outcome)} after {Milliseconds(poll.DurationSeconds)}");
        text.Line($"  {Count(poll.Requests, "request")} ({Count(poll.Retries, "retry", "retries")}) where the poll above took {Number(whole.Requests)}, replies with {Count(poll.Octets, "octet")}, {Count(poll.Varbinds, "varbind")}");
        text.Line($"  the device may be asked for {string.Join(", ", Limits(poll.Limits))}");
        foreach (var module in poll.Modules) WriteModule(module);
    }

    private static IEnumerable<string> Limits(LearnedLimits limits)
    {
        yield return $"replies of {Number(limits.ReplyOctets)} octets";
        if (limits.RowsInReply is { } rows) yield return $"{Count(rows, "row")} in a reply";
        if (limits.MostRepetitions is { } most) yield return Count(most, "repetition");
        yield return limits.MostRequestsAtOnce > limits.RequestsAtOnce ? $"{Count(limits.RequestsAtOnce, "request")} at once, {limits.MostRequestsAtOnce} if all goes well" : $"{Count(limits.RequestsAtOnce, "request")} at once";
        if (limits.GapSeconds > 0) yield return $"one every {Milliseconds(limits.GapSeconds)}";
        if (limits.ColumnByColumn) yield return "one column at a time, because it left out rows when it was asked for several";
    }

    private void WriteModule(ScheduledModuleExplanation module)
    {
        text.Line();
        text.Line($"Module {module.Name}, scheduled: {(module.IsComplete ? "complete" : "incomplete")}, {Count(module.ObjectsRead, "object")} read{(module.ObjectsCarried > 0 ? $", {Number(module.ObjectsCarried)} taken over from the poll before" : "")}");
        text.Head("Paces");
        foreach (var group in module.Objects.GroupBy(one => one.PaceSeconds).OrderBy(group => group.Key ?? 0))
            text.Line($"  {(group.Key is { } pace ? $"every {DurationText.Format(TimeSpan.FromSeconds(pace))}" : "each poll")}: {Names([.. group.Select(one => one.Name)], 2 * MostNames)}");
        if (module.WhySlowRead is { } why) text.Line($"  read in this poll all the same: {Names([.. module.Objects.Where(one => one is { IsRead: true, PaceSeconds: not null }).Select(one => one.Name)], MostNames)}, because {why}");
        WriteRequests(module.Requests);
    }

    private void WriteRequests(IReadOnlyList<ScheduledRequest> requests)
    {
        text.Head("Requests");
        var table = new TextTable("what", "request", "names", "repetitions", "varbinds", "octets", "took", "of");
        foreach (var request in requests.Take(MostRequests))
        {
            var after = request.After is null ? "" : $", after {request.After}";
            var answer = request.Error is null ? "" : $": {request.Error}";
            table.Add(
                request.Kind, request.Request + (request.IsRetry ? " again" : ""), Number(request.Names), Optional(request.MaxRepetitions), Optional(request.Varbinds), Optional(request.Octets),
                request.RoundTripSeconds is { } seconds ? Milliseconds(seconds) : "", Names(request.Of, MostNames) + after + answer);
        }

        text.Table(table, requests.Count - table.Count);
    }

    private static string Names(IReadOnlyList<string> names, int most) => string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");

    private static string Optional(int? number) => number is { } known ? Number(known) : "";

    private static string Ordinal(int number) => number switch
    {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => number.ToString(CultureInfo.InvariantCulture) + "th",
    };
}
