using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Cells;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Polling;
using Collector.Snmp.Polling.Filters;
using Collector.Snmp.Polling.Tracing;

namespace Collector.Snmp.Explaining;

/// <summary>One module of a traced poll that is over: brings together what was written, asked, received and published.</summary>
/// <remarks>Nobody polls the target any more, so its state is read without the lane.</remarks>
internal sealed class TracedModule
{
    private readonly PollTrace _trace;
    private readonly TableReading[] _tables;

    public TracedModule(ModulePoll poll, SnmpModuleOptions options, PollTrace trace)
    {
        (Poll, Options, _trace) = (poll, options, trace);
        Snapshot = poll.Target.Series.Module(poll.Index);
        _tables = [.. poll.State.Tables.Select((table, i) => new TableReading(table, Snapshot is not null && i < Snapshot.Tables.Length ? Snapshot.Tables[i] : null))];
        Steps = [.. poll.Steps.Select(trace.Of)];
        Tallies = poll.State.Plan.Objects.Objects.SelectMany(UsesOf).ToDictionary(use => (use.Name, use.Table), use => new ObjectTally(use));
        Unwanted = [];
        for (var i = 0; i < trace.Varbinds.Count; i++)
        {
            if (IsMapped(i)) Take(i);
        }
    }

    public ModulePoll Poll { get; }

    public SnmpModuleOptions Options { get; }

    public ModulePlan Plan => Poll.State.Plan;

    /// <summary>What was published; null without a reply.</summary>
    public ModuleSnapshot? Snapshot { get; }

    public IReadOnlyList<StepTrace> Steps { get; }

    /// <summary>For each object and table that has a use for it.</summary>
    public IReadOnlyDictionary<(Oid Object, int Table), ObjectTally> Tallies { get; }

    /// <summary>Varbinds that the module has no use for.</summary>
    public List<int> Unwanted { get; }

    public TableReading Table(int index) => _tables[index];

    public VarbindLog Varbinds => _trace.Varbinds;

    /// <summary>The varbinds of this module at or below a name, in the order received.</summary>
    public IEnumerable<int> Below(Oid name)
    {
        for (var i = 0; i < Varbinds.Count; i++)
        {
            if (IsMapped(i) && name.IsPrefixOf(Varbinds.NameOf(i))) yield return i;
        }
    }

    /// <summary>The varbinds of one step.</summary>
    public IEnumerable<int> Of(StepTrace step) => Enumerable.Range(0, Varbinds.Count).Where(varbind => ReferenceEquals(Varbinds.StepOf(varbind), step));

    /// <summary>The object's uses, one for each table; empty when the module has none for exactly this object.</summary>
    public IEnumerable<MappedObject> UsesOf(Oid name) =>
        Plan.Objects.Find(name.Encoded, null) is { } found && found.Name == name ? UsesOf(found) : [];

    /// <summary>The steps that ask for an object: above it, at it, or for some of its instances.</summary>
    public IEnumerable<StepTrace> Covering(Oid name) => Steps.Where(step => step.Step switch
    {
        FilterWalk => false, // what it reads is not mapped
        SubtreeWalk walk => (walk.Plan.Root.IsPrefixOf(name) || name.IsPrefixOf(walk.Plan.Root)) && FilterInsteadOf(step) is null,
        InstanceGets gets => gets.Names.Any(get => name.IsPrefixOf(get)),
        _ => false,
    });

    /// <summary>The walks that dynamic filters look at.</summary>
    public IEnumerable<StepTrace> Filters => Steps.Where(step => step.Step is FilterWalk);

    /// <summary>The filter because of which single rows were asked for instead of a walk; null when it was walked.</summary>
    public FilterPlan? FilterInsteadOf(StepTrace step) => step is { Requests: 0, Step: SubtreeWalk walk and not FilterWalk }
        ? Filters.Select(filter => (FilterWalk)filter.Step).FirstOrDefault(filter => filter.Rows is not null && filter.Filter.Targets.Contains(walk.Plan.Root))?.Filter
        : null;

    /// <summary>What a varbind is and what it became.</summary>
    public InstanceExplanation Explain(int varbind)
    {
        var instance = WireText.Instance(Varbinds.NameOf(varbind), Varbinds.ValueOf(varbind));
        var found = Plan.Objects.Find(Varbinds.NameOf(varbind), null);
        if (found is null) return instance with { Why = "no metric and no lookup of the module maps it" };
        var uses = UsesOf(found).Where(use => use.Column != MappedObject.None).ToList();
        if (uses.Count == 0) return instance with { Why = "it is only looked up, as a label of other metrics" };
        var series = uses.SelectMany(use => SeriesOf(use, varbind)).ToList();
        return instance with { Series = series, Why = WhyNot(uses[0], varbind) };
    }

    public LossReason? LossOf(MappedObject use, int varbind, out bool isShown)
    {
        var row = RowOf(use, varbind);
        isShown = row != RowIndex.None && ColumnsOf(use).Any(column => Table(use.Table).Has(column, row));
        if (isShown) return TakesNumbers(use) && !WireText.IsNumber(Varbinds.ValueOf(varbind)) ? LossReason.NotANumber : null;
        if (row == RowIndex.None) return Varbinds.StepOf(varbind).End == WalkEnd.Limit ? LossReason.Limit : LossReason.Unfit; // a row without any value is dropped
        if (Table(use.Table).State.Doubts.IsWithheld(row)) return LossReason.Withheld;
        return Table(use.Table).ShownInstead(use.Column, row) == RowIndex.None ? LossReason.Unfit : LossReason.Duplicate;
    }

    /// <summary>The row that has an instance's labels and is shown in its place.</summary>
    public string InsteadOf(MappedObject use, int varbind)
    {
        var table = Table(use.Table);
        var other = table.ShownInstead(use.Column, RowOf(use, varbind));
        return other == RowIndex.None ? "" : $"{use.Name}.{KeyText(table.State.Rows.Key(other))}";
    }

    /// <summary>An index tail in dotted decimal.</summary>
    public static string KeyText(ReadOnlySpan<byte> key)
    {
        var ids = new List<uint>();
        while (Oid.TryReadSubId(ref key, out var id)) ids.Add(id);
        return string.Join('.', ids);
    }

    private static IEnumerable<MappedObject> UsesOf(MappedObject first)
    {
        for (var use = first; use is not null; use = use.Also) yield return use;
    }

    private static IEnumerable<int> ColumnsOf(MappedObject use) => Enumerable.Range(use.Column, use.Columns);

    private static bool TakesNumbers(MappedObject use) => use.Mapping is NumberMapping or CodeMapping;

    /// <summary>What a filter reads is not mapped.</summary>
    private bool IsMapped(int varbind) => Varbinds.StepOf(varbind).Step is var step && ReferenceEquals(step.Module, Poll) && step is not FilterWalk;

    private void Take(int varbind)
    {
        var found = Plan.Objects.Find(Varbinds.NameOf(varbind), null);
        if (found is null)
        {
            Unwanted.Add(varbind);
            return;
        }

        foreach (var use in UsesOf(found))
        {
            var isShown = false;
            var loss = use.Column == MappedObject.None ? null : LossOf(use, varbind, out isShown);
            Tallies[(use.Name, use.Table)].Add(varbind, isShown, loss);
        }
    }

    private int RowOf(MappedObject use, int varbind) => Table(use.Table).State.Rows.Find(Varbinds.NameOf(varbind)[use.Prefix.Length..]);

    private IReadOnlyList<string> SeriesOf(MappedObject use, int varbind) =>
        RowOf(use, varbind) is var row and not RowIndex.None ? [.. ColumnsOf(use).SelectMany(column => Table(use.Table).SeriesOf(column, row))] : [];

    private string? WhyNot(MappedObject use, int varbind) => LossOf(use, varbind, out _) switch
    {
        LossReason.Unfit => $"the value does not fit: {use.Takes}",
        LossReason.Duplicate => $"{InsteadOf(use, varbind)} has the same labels and is shown instead",
        LossReason.NotANumber => $"{WireText.TypeOf(Varbinds.ValueOf(varbind).Type)} is no number and counts as 0",
        LossReason.Withheld => "a lookup of the row is missing that it or others have: it may have come or gone while the device was read, and is shown if the next poll finds it the same",
        LossReason.Limit => "the module had as many rows or cells as it may have",
        _ => null,
    };
}
