using System.Buffers;
using System.Text;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Mapping;

/// <summary>Writes the label blocks of rows: the subscription, the device behind a gateway, the keys, and labels that are other leaves' values.</summary>
/// <remarks>The stream's writer only. As without Prometheus' honor_labels, the target's own label of a name wins and the row's becomes <c>exported_…</c>.</remarks>
internal sealed class RowBlocks(SubscriptionPlan plan, LabelSet dataLabels, JoinedTexts texts)
{
    private readonly JoinedRows _joined = new(texts);
    private readonly ArrayBufferWriter<byte> _block = new(256);

    /// <summary>A joined leaf has a value; empty for none any more.</summary>
    public void SetJoined(int join, ReadOnlySpan<byte> rowKey, ReadOnlySpan<byte> text) => texts.Set(join, rowKey, text);

    /// <summary>The row of a key that is not there yet.</summary>
    public int Add(TableRows rows, ReadOnlySpan<byte> key)
    {
        var row = rows.Add(key, default);
        foreach (var join in rows.Plan.Joins) _joined.Add(join.Join, join.KeyOf(key), rows.Plan.Place, row);
        rows.Table.SetLabels(row, Write(rows.Plan, rows.KeyOf(row)));
        return row;
    }

    /// <summary>Ends a row; the number of its cells.</summary>
    public int Remove(TableRows rows, int row)
    {
        foreach (var join in rows.Plan.Joins) _joined.Remove(join.Join, join.KeyOf(rows.KeyOf(row)), rows.Plan.Place, row);
        return rows.Remove(row);
    }

    /// <summary>Writes the blocks anew whose joined labels have changed since the last time.</summary>
    public void Refresh(ReadOnlySpan<TableRows?> tables)
    {
        if (plan.Joins.Count == 0) return;
        while (_joined.TryTakeChanged(out var table, out var row))
        {
            if (tables[table] is { } rows && rows.Table.IsLive(row)) rows.Table.SetLabels(row, Write(rows.Plan, rows.KeyOf(row)));
        }
    }

    private ReadOnlySpan<byte> Write(TablePlan table, ReadOnlySpan<byte> key)
    {
        var values = key;
        _block.ResetWrittenCount();
        if (table.SubscriptionLabel.Length > 0) Write(table.SubscriptionLabel, plan.NameText);
        var target = KeyBuffer.Take(ref values);
        if (!target.IsEmpty) Write("target"u8, target);
        foreach (var label in table.KeyLabels) Write(label, KeyBuffer.Take(ref values));
        foreach (var join in table.Joins)
        {
            var text = _joined.TextOf(join.Join, join.KeyOf(key));
            if (!text.IsEmpty) Write(join.Label, text);
        }

        return _block.WrittenSpan;
    }

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_block.WrittenCount > 0) _block.Write(","u8);
        if (dataLabels.Get(Encoding.ASCII.GetString(name)) is not null) _block.Write("exported_"u8);
        _block.Write(name);
        _block.Write("=\""u8);
        _block.Write(LabelEscaping.Escape(OctetText.Of(value)));
        _block.Write("\""u8);
    }
}
