using System.Text;
using Collector.Pipeline.Rollups.Rules;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>Makes a snapshot of a pass's results, as if they were a module of some target: so that pages, remote write and staleness need to know nothing of rollups.</summary>
/// <remarks>One thread, within the reading of the pass. The row of a group is its number.</remarks>
internal sealed class PassPublication(RollupPass pass, ModuleSchema schema, SnapshotPool pool)
{
    private readonly RowLabels[][] _labels = [.. pass.Rules.Select(_ => Array.Empty<RowLabels>())];
    private readonly int[] _versions = [.. pass.Rules.Select(_ => -1)];
    private byte[] _packed = new byte[1024];
    private readonly int[] _ends = new int[RowLabels.Rows];
    private readonly List<RowLabels> _topLabels = [];

    public ModuleSnapshot Write(long nowUnixMs)
    {
        var snapshot = pool.RentModule(schema);
        (snapshot.StartedUnixMs, snapshot.IsComplete, snapshot.DeviceUptimeMs) = (nowUnixMs, true, -1);
        var place = 0;
        for (var rule = 0; rule < pass.Rules.Count; rule++)
        {
            var isTop = pass.Rules[rule].Operation == RollupOperation.Topk;
            snapshot.Tables[place] = WriteGroups(rule, schema.Tables[place++], hasValue: !isTop);
            if (isTop) snapshot.Tables[place] = WriteTop(pass.Groups[rule], schema.Tables[place++]);
        }

        return snapshot;
    }

    private TableSnapshot WriteGroups(int rule, TableSchema tableSchema, bool hasValue)
    {
        var groups = pass.Groups[rule];
        var table = pool.RentTable(tableSchema, groups.Slots);
        var members = hasValue ? 1 : 0;
        for (var group = 0; group < groups.Slots; group++)
        {
            if (groups.LabelsOf(group) is null || groups.Expected[group] == 0) continue;
            if (hasValue && groups.TryGetResult(group, out var result)) table.Set(0, group, BitConverter.DoubleToUInt64Bits(result));
            table.Set(members, group, (ulong)groups.Members[group]);
            table.Set(members + 1, group, (ulong)groups.Expected[group]);
        }

        if (_versions[rule] != groups.Version) (_labels[rule], _versions[rule]) = (Label(groups), groups.Version);
        table.SetRowLabels(_labels[rule]);
        return table;
    }

    private static RowLabels[] Label(RuleGroups groups) =>
        [.. Enumerable.Range(0, groups.Slots).Select(group => Encoding.UTF8.GetBytes(groups.LabelsOf(group) ?? "")).Chunk(RowLabels.Rows).Select(Pack)];

    private static RowLabels Pack(byte[][] blocks)
    {
        var ends = new int[blocks.Length];
        var end = 0;
        for (var i = 0; i < blocks.Length; i++) ends[i] = end += blocks[i].Length;
        return new RowLabels([.. blocks.SelectMany(block => block)], ends);
    }

    private TableSnapshot WriteTop(RuleGroups groups, TableSchema tableSchema)
    {
        var rows = 0;
        for (var group = 0; group < groups.Slots; group++) rows += groups.TopOf(group).Length;
        var table = pool.RentTable(tableSchema, rows);
        _topLabels.Clear();
        var row = 0;
        for (var group = 0; group < groups.Slots; group++)
        {
            foreach (var top in groups.TopOf(group))
            {
                table.Set(0, row, BitConverter.DoubleToUInt64Bits(top.Value * groups.Rule.Scale));
                Append(top, row++ % RowLabels.Rows);
                if (row % RowLabels.Rows == 0 || row == rows) _topLabels.Add(pool.RentLabels(_packed.AsSpan(0, _ends[(row - 1) % RowLabels.Rows]), _ends.AsSpan(0, (row - 1) % RowLabels.Rows + 1)));
            }
        }

        table.SetRowLabels([.. _topLabels]);
        foreach (var labels in _topLabels) pool.Return(labels); // the table has them now
        return table;
    }

    /// <summary>A series is named as on its own page: the labels of its target, and those of its row.</summary>
    private void Append(in TopValue top, int inChunk)
    {
        var start = inChunk == 0 ? 0 : _ends[inChunk - 1];
        var ofTarget = top.Series.DataLabels.Exposition.Span;
        var ofRow = top.Table.LabelsOf(top.Row);
        var most = start + ofTarget.Length + 1 + ofRow.Length;
        if (_packed.Length < most) Array.Resize(ref _packed, Math.Max(most, 2 * _packed.Length));
        ofTarget.CopyTo(_packed.AsSpan(start));
        start += ofTarget.Length;
        if (ofTarget.Length > 0 && ofRow.Length > 0) _packed[start++] = (byte)',';
        ofRow.CopyTo(_packed.AsSpan(start));
        _ends[inChunk] = start + ofRow.Length;
    }
}
