using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Polling.Filters;

/// <summary>Reads the column that a dynamic filter looks at. Runs before what it filters; next: <see cref="FilteredRows"/>.</summary>
internal sealed class FilterWalk(ModulePoll module, FilterPlan filter) : SubtreeWalk(module, new WalkStep(filter.Column), module.State.Plan.Objects.SetOf(filter.Column))
{
    private IndexTails _passed = new();
    private IndexTails _settled = new();
    private bool _wasRead;

    public FilterPlan Filter => filter;

    /// <summary>The rows that passed when <see cref="Settle"/> was last called; null when the column could not be read to its end.</summary>
    public IndexTails? Rows => _wasRead ? _settled : null;

    private bool IsRead => End == WalkEnd.Complete;

    /// <inheritdoc/>
    public override void Begin()
    {
        base.Begin();
        _passed.Clear();
    }

    /// <summary>Takes what this poll read for <see cref="Rows"/>; false when it is what the poll before read.</summary>
    public bool Settle()
    {
        if (IsRead == _wasRead && (!IsRead || _passed.SequenceEqual(_settled))) return false;
        _wasRead = IsRead;
        (_passed, _settled) = (_settled, _passed);
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryTake(in Pdu pdu, ReadOnlySpan<byte> root, uint afterMs, out MapStop stop, out int varbinds)
    {
        var before = _passed.Count;
        var reader = new FilterReader(filter, _passed, root, Cursor.Name, isOrdered: !Module.State.Plan.AllowNonIncreasing);
        var status = PduReader.ReadVarbinds(pdu.VarbindList, ref reader);
        (stop, varbinds) = (reader.Stop, reader.Taken);
        if (status != DecodeStatus.Ok)
        {
            _passed.CutTo(before); // the next sending's reply has them again
            return false;
        }

        Cursor.SetName(reader.Last);
        Module.CountVarbinds(varbinds, pdu.VarbindList.Length, 0);
        return true;
    }
}
