using System.Text;
using Collector.Export.Exposition.Gathered;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Inventory;

/// <summary>Reads columns into a <see cref="DeviceInventory"/>: finds each row's component by its labels, once for all columns of a table.</summary>
internal sealed class InventoryRows(DeviceInventory device)
{
    private const int Unknown = -2;
    private const int None = -1;

    private readonly Dictionary<InventorySource, byte[][]> _idLabels = InventoryNames.Sources.ToDictionary(source => source, source => source.IdLabels.Select(Encoding.UTF8.GetBytes).ToArray());
    private readonly Dictionary<InventorySource, (byte[] Label, ComponentField Field)[]> _labels =
        InventoryNames.Sources.ToDictionary(source => source, source => source.Labels.Select(label => (Encoding.UTF8.GetBytes(label.Key), label.Value)).ToArray());

    private TableSnapshot? _table;
    private InventorySource? _source;
    private int[] _components = []; // by row slot of the table

    public void Read(TableSnapshot table, in InventoryColumn column)
    {
        if (column.Source is { } source && (!ReferenceEquals(table, _table) || !ReferenceEquals(source, _source))) Begin(table, source);
        var visitor = new Visitor(this, column);
        column.Column.Visit(table.Slice(column.Index), ref visitor);
        if (column.Source is null) return;
        (_table, _source) = (table, column.Source);
    }

    private void Begin(TableSnapshot table, InventorySource source)
    {
        if (_components.Length < table.RowCapacity) _components = new int[table.RowCapacity];
        Array.Fill(_components, Unknown, 0, table.RowCapacity);
        (_table, _source) = (table, source);
    }

    private int ComponentOf(int row)
    {
        if (_components[row] == Unknown) _components[row] = Find(_table!.LabelsOf(row));
        return _components[row];
    }

    private int Find(ReadOnlySpan<byte> labels)
    {
        foreach (var name in _idLabels[_source!])
        {
            var id = ValueOf(labels, name);
            if (id.IsEmpty) continue;
            var component = device.Find(id);
            if (component >= 0) ReadLabels(component, id, labels);
            return component;
        }

        return None;
    }

    private void ReadLabels(int component, ReadOnlySpan<byte> id, ReadOnlySpan<byte> labels)
    {
        if (_source!.IsIdName) device.Set(component, ComponentField.Name, InventoryText.Tidy(id));
        foreach (var (label, field) in _labels[_source])
        {
            var value = ValueOf(labels, label);
            if (!value.IsEmpty) SetText(component, field, value);
        }
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> name)
    {
        var reader = new LabelReader(labels, default, default);
        while (reader.Read())
        {
            if (reader.Name.SequenceEqual(name)) return reader.Value;
        }

        return default;
    }

    private void SetDevice(DeviceField field, ReadOnlySpan<byte> escaped) => device.Set(field, InventoryText.Tidy(escaped));

    private void SetText(int component, ComponentField field, ReadOnlySpan<byte> escaped)
    {
        escaped = InventoryText.Tidy(escaped);
        if (field == ComponentField.Type)
        {
            Span<byte> type = stackalloc byte[2 * InventoryText.MaxLength];
            device.Set(component, field, InventoryText.Type(escaped, type));
        }
        else
        {
            device.Set(component, field, escaped);
        }
    }

    private void SetNumber(int component, ComponentField field, double value)
    {
        Span<byte> digits = stackalloc byte[20];
        switch (field)
        {
            case ComponentField.Type when _source!.Types.TryGetValue((long)value, out var type): device.Set(component, field, type); break;
            case ComponentField.Parent when value > 0: // 0 is nothing
            case ComponentField.Position when value >= 0: // -1 says that it has none
            case var _ when _source!.AreNumbersText: device.Set(component, field, InventoryText.Number(value, digits)); break;
        }
    }

    /// <summary>Takes one column's series.</summary>
    private readonly ref struct Visitor(InventoryRows rows, InventoryColumn column) : ISeriesVisitor
    {
        private readonly InventoryColumn _column = column;

        public void Unsigned(int row, ulong value) => Double(row, value);

        public void Signed(int row, long value) => Double(row, value);

        public void Double(int row, double value)
        {
            if (_column.Source is null) return; // numbers say nothing of a device
            var component = rows.ComponentOf(row);
            if (component >= 0) rows.SetNumber(component, _column.Field, value);
        }

        public void Labelled(int row, scoped ReadOnlySpan<byte> labelName, scoped ReadOnlySpan<byte> labelValue, double value)
        {
            if (value == 0) return; // a state that it is not in
            if (_column.Source is null)
            {
                rows.SetDevice(_column.Device, labelValue);
                return;
            }

            var component = rows.ComponentOf(row);
            if (component >= 0) rows.SetText(component, _column.Field, labelValue);
        }
    }
}
