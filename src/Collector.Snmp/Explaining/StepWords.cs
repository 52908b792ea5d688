using System.Globalization;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Filters;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining;

/// <summary>Says what a step asked and why it ended.</summary>
internal static class StepWords
{
    public static StepExplanation Explain(TracedModule module, StepTrace step)
    {
        var walk = step.Step as SubtreeWalk;
        return new StepExplanation
        {
            Kind = walk switch { null => "get", FilterWalk => "filter", _ => "walk" },
            Oid = walk?.Plan.Root.ToString(),
            Instances = step.Step is InstanceGets gets ? gets.Names.Count : 0,
            Request = step.Requests == 0 ? null : RequestWord(step.First),
            MaxRepetitions = step.Repetitions == 0 ? null : step.Repetitions,
            Requests = step.Requests,
            Retries = step.Retries,
            Replies = step.Replies,
            Octets = step.Octets,
            Varbinds = step.Varbinds,
            DurationSeconds = step.Milliseconds / 1000,
            SlowestReplySeconds = step.LongestRoundTrip == 0 ? null : step.LongestRoundTrip / 1000,
            End = step.End,
            Why = module.FilterInsteadOf(step) is { } filter ? $"the rows that passed the filter on {filter.Column} were asked for instead" : WhyEnded(step),
            LastOid = step.LastName.IsEmpty ? null : Oid.Format(step.LastName),
            Dropped = Enum.GetValues<DropReason>().Where(reason => step.Refused[(int)reason] > 0).ToDictionary(EnumLabels<DropReason>.Of, reason => step.Refused[(int)reason]),
            Missing = step.Missing.DistinctBy(one => Oid.Format(one.Name)).ToDictionary(one => Oid.Format(one.Name), one => SaidOf(one.Said)),
        };
    }

    /// <summary>"the walk of 1.3.6.1.2.1.2" or "the GETs".</summary>
    public static string NameOf(StepTrace step) => step.Step switch
    {
        FilterWalk filter => $"the filter's walk of {filter.Filter.Column}",
        SubtreeWalk walk => $"the walk of {walk.Plan.Root}",
        _ => "the GETs",
    };

    public static string WhyEnded(StepTrace step) => step.End switch
    {
        null => "it never began",
        WalkEnd.Complete => WhyComplete(step),
        WalkEnd.Timeout => $"no reply {After(step)} {Within(step)}",
        WalkEnd.Deadline => $"the poll's time was over {After(step)}",
        WalkEnd.NotIncreasing => $"OID not increasing: {Oid.Format(step.LastName)} >= {Oid.Format(step.EndName)}",
        WalkEnd.AgentError => $"the agent answered {ErrorName(step.ErrorStatus)} {After(step)}",
        WalkEnd.TooBig => $"the agent cannot fit a single varbind into its reply (tooBig) {After(step)}",
        WalkEnd.EmptyReply => $"the agent sent a reply without varbinds {After(step)}",
        WalkEnd.Malformed => $"a reply could not be read {After(step)}",
        WalkEnd.Limit => $"the module had as many rows, cells or varbinds as it may have {After(step)}",
        _ => $"the network said that the device cannot be reached {After(step)}",
    };

    /// <summary>What an agent said of a name that it does not have. A v1 agent has no exceptions and refuses the request.</summary>
    public static string SaidOf(SmiType said) => said is SmiType.NoSuchObject or SmiType.NoSuchInstance or SmiType.EndOfMibView ? WireText.TypeOf(said) : "noSuchName";

    /// <summary>The kind of request in one word.</summary>
    public static string RequestWord(PduType type) => type switch
    {
        PduType.GetBulk => "get_bulk",
        PduType.GetNext => "get_next",
        _ => "get",
    };

    /// <summary>As RFC 3416 section 3 writes it.</summary>
    public static string ErrorName(int status)
    {
        if (!Enum.IsDefined((ErrorStatus)status)) return string.Create(CultureInfo.InvariantCulture, $"error-status {status}");
        var name = ((ErrorStatus)status).ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string WhyComplete(StepTrace step)
    {
        if (step.Step is not SubtreeWalk) return step.Missing.Count == 0 ? "all were answered" : $"{step.Missing.Count} of them are not there";
        if (step.Asking == PduType.Get) return step.Varbinds > 0 ? "it is an instance, which a GET fetched" : "there is nothing below it, and nothing at it";
        if (step.EndException != SmiType.Null) return $"end of the agent's view ({WireText.TypeOf(step.EndException)})";
        if (step.EndName.Length > 0) return $"left the subtree at {Oid.Format(step.EndName)}";
        return step.ErrorStatus == 0 ? "read to its end" : $"the agent has nothing after it ({ErrorName(step.ErrorStatus)})";
    }

    private static string After(StepTrace step) => step.LastName.IsEmpty ? "before the first varbind" : $"after {Oid.Format(step.LastName)}";

    private static string Within(StepTrace step)
    {
        var most = step.Step.Target.Timeouts.RetriesOf(step.Step.Module.State.Plan);
        var patience = TimeSpan.FromMilliseconds(step.Step.Target.Timeouts.PatienceMs(step.Step.Module.State.Plan)).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"within {patience} s and {most} {(most == 1 ? "retry" : "retries")}");
    }
}
