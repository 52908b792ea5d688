using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Security;

namespace Collector.Snmp.Polling.Packing;

/// <summary>
/// Asks by GET for rows that the last poll had and this one has not, before that is believed: some agents leave rows out of replies that have several
/// columns or many repetitions.
/// </summary>
/// <remarks>
/// The lane's thread only. A few rows of each column stand for all: an agent that leaves out rows has one of them. What is there after all is mapped, so
/// a value that is there but does not fit is no finding.
/// </remarks>
internal sealed class RowChecks(ModulePoll module) : ModuleStep(module)
{
    private const int MostNames = 24;

    private readonly List<(MappedObject Object, int Row)> _doubts = [];

    /// <summary>Rows that were there after all.</summary>
    public int Found { get; private set; }

    /// <summary>Collects what to ask for; false when nothing is missing.</summary>
    /// <param name="previous">The last poll.</param>
    /// <param name="due">What this one has read.</param>
    /// <param name="later">What of it is still to be asked for.</param>
    public bool TryCollect(ModuleSnapshot previous, ObjectSet due, ObjectSet? later)
    {
        _doubts.Clear();
        foreach (var mapped in Module.State.Plan.Objects.All)
        {
            if (_doubts.Count == MostNames) break;
            if (due.Contains(mapped) && later?.Contains(mapped) is not true) Collect(mapped, previous);
        }

        return _doubts.Count > 0;
    }

    /// <summary>As <see cref="TryCollect(ModuleSnapshot, ObjectSet, ObjectSet)"/>, for a first poll: a row is missing where other columns of its table have it.</summary>
    public bool TryCollect(ColumnPool pool)
    {
        _doubts.Clear();
        foreach (ref var part in pool.Parts)
        {
            if (_doubts.Count == MostNames) break;
            part.Table.Life.See(part.Table);
            Collect(part.Object, part.Table.Life.Live[..((part.Table.Rows.Slots + 63) / 64)]);
        }

        return _doubts.Count > 0;
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        Cursor.Begin(default);
        Found = 0;
    }

    /// <inheritdoc/>
    public override RequestPdu NextRequest()
    {
        var names = Target.Lane.Packing.Names;
        names.Clear();
        foreach (var (mapped, row) in _doubts) names.Add(mapped.Prefix, Module.State.Tables[mapped.Table].Rows.Key(row));
        return RequestPdu.Get(names);
    }

    /// <inheritdoc/>
    public override bool Shrink()
    {
        if (_doubts.Count == 1) return false;
        _doubts.RemoveRange(_doubts.Count / 2, _doubts.Count - (_doubts.Count / 2));
        return true;
    }

    /// <inheritdoc/>
    public override StepReply OnReply(in Pdu pdu, uint afterMs)
    {
        if (pdu.ErrorStatus == (int)ErrorStatus.TooBig && Shrink()) return StepReply.GoOn;
        if (pdu.ErrorStatus != 0) return StepReply.Done(WalkEnd.Complete); // nothing was learned
        if (!TryMap(pdu, default, afterMs, out _, out _)) return StepReply.Ignore;
        foreach (var (mapped, row) in _doubts) Found += IsSeen(mapped, row) ? 1 : 0;
        return StepReply.Done(WalkEnd.Complete);
    }

    private void Collect(MappedObject mapped, ModuleSnapshot previous)
    {
        var table = Module.State.Tables[mapped.Table];
        if (mapped.Column != MappedObject.None)
        {
            Collect(mapped, previous.Tables[mapped.Table].PresenceOf(mapped.Column));
            return;
        }

        if (mapped.Lookup == MappedObject.None) return;
        var (first, last) = (RowIndex.None, RowIndex.None);
        var lookup = table.Lookups[mapped.Lookup];
        for (var slot = 0; slot < table.Rows.Slots; slot++)
        {
            if (!lookup.IsMissing(slot)) continue;
            if (first == RowIndex.None) first = slot;
            last = slot;
        }

        Add(mapped, first, last);
    }

    /// <summary>Of the rows that a column should have, the first and the last that it has not.</summary>
    private void Collect(MappedObject mapped, ReadOnlySpan<ulong> rows)
    {
        var table = Module.State.Tables[mapped.Table];
        if (mapped.Column == MappedObject.None && mapped.Lookup == MappedObject.None) return;
        var (first, last) = (RowIndex.None, RowIndex.None);
        var now = mapped.Column != MappedObject.None ? table.Staging!.PresenceOf(mapped.Column) : table.Lookups[mapped.Lookup].Seen;
        for (var word = 0; word < rows.Length; word++)
        {
            var missing = rows[word] & ~(word < now.Length ? now[word] : 0);
            if (missing == 0) continue;
            if (first == RowIndex.None) first = (64 * word) + System.Numerics.BitOperations.TrailingZeroCount(missing);
            last = (64 * word) + 63 - System.Numerics.BitOperations.LeadingZeroCount(missing);
        }

        Add(mapped, first, last);
    }

    private void Add(MappedObject mapped, int first, int last)
    {
        if (first != RowIndex.None) Add(mapped, first);
        if (last != first) Add(mapped, last);
    }

    private void Add(MappedObject mapped, int row)
    {
        if (_doubts.Count < MostNames) _doubts.Add((mapped, row));
    }

    private bool IsSeen(MappedObject mapped, int row)
    {
        var table = Module.State.Tables[mapped.Table];
        return mapped.Column != MappedObject.None
            ? (table.Staging!.PresenceOf(mapped.Column)[row >> 6] >> row & 1) != 0
            : table.Lookups[mapped.Lookup].IsSeen(row);
    }
}
