using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Export.Inventory;

/// <summary>What one target says it is and is made of, read out of the store: rows of any of its modules, joined by component.</summary>
/// <remarks>
/// One thread at a time, and from target to target: it keeps its room, so that reading a fleet allocates nothing for each device. Values are UTF-8,
/// escaped as label values are; they hold until the next target is read.
/// </remarks>
public sealed class DeviceInventory
{
    /// <summary>Components kept of one device. More are counted, and left out.</summary>
    public const int MaxComponents = 10_000;

    private static readonly int ComponentFields = Enum.GetValues<ComponentField>().Length;

    private readonly Utf8Index _ids = new();
    private readonly ulong[] _device = new ulong[Enum.GetValues<DeviceField>().Length]; // TextCells; 0 is nothing
    private readonly InventoryRows _rows;
    private ulong[] _components = new ulong[16 * ComponentFields];
    private byte[] _text = new byte[16 * 1024];
    private int _used;

    public DeviceInventory() => _rows = new InventoryRows(this);

    /// <summary>Components, in the order in which the device listed them.</summary>
    public int Count => _ids.Count;

    /// <summary>Rows of components there was no room for.</summary>
    public int LeftOut { get; private set; }

    public bool IsEmpty => Count == 0 && !_device.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>What is known of the device; empty for nothing.</summary>
    public ReadOnlySpan<byte> this[DeviceField field] => TextCell.Slice(_device[(int)field], _text);

    /// <summary>What is known of a component; empty for nothing.</summary>
    public ReadOnlySpan<byte> this[int component, ComponentField field] => field == ComponentField.Id ? _ids[component] : TextCell.Slice(_components[component * ComponentFields + (int)field], _text);

    /// <summary>The name of what holds a component; empty when nothing does, or nothing that we know.</summary>
    public ReadOnlySpan<byte> ParentName(int component)
    {
        var parent = _ids.Find(this[component, ComponentField.Parent]);
        return parent < 0 ? default : this[parent, ComponentField.Name];
    }

    /// <summary>Reads all modules of a target. Within a reading of the store.</summary>
    public void Read(TargetSeries series)
    {
        Begin();
        for (var module = 0; module < series.ModuleNames.Count; module++)
        {
            if (series.Module(module) is { } snapshot) Add(snapshot, InventoryColumns.Of(snapshot.Schema));
        }

        Complete();
    }

    internal void Begin()
    {
        _ids.Clear();
        Array.Clear(_device);
        (_used, LeftOut) = (1, 0); // nothing is at 0, so that the cell 0 is no text
    }

    internal void Add(ModuleSnapshot snapshot, InventoryColumns columns)
    {
        foreach (var column in columns.Columns) _rows.Read(snapshot.Tables[column.Table], column);
    }

    internal void Complete() => DeviceSummary.Fill(this);

    internal bool Has(int component, ComponentField field) => _components[component * ComponentFields + (int)field] != 0;

    /// <summary>The component of an id, new or known; -1 when there is no room.</summary>
    internal int Find(ReadOnlySpan<byte> id)
    {
        var known = _ids.Find(id);
        if (known >= 0) return known;
        if (Count == MaxComponents)
        {
            LeftOut++;
            return -1;
        }

        var added = _ids.Add(id);
        if (_components.Length < Count * ComponentFields) Array.Resize(ref _components, 2 * _components.Length);
        _components.AsSpan(added * ComponentFields, ComponentFields).Clear();
        return added;
    }

    /// <summary>The first to say something of a component is believed.</summary>
    internal void Set(int component, ComponentField field, ReadOnlySpan<byte> escaped)
    {
        ref var cell = ref _components[component * ComponentFields + (int)field];
        if (cell == 0) cell = Keep(escaped);
    }

    /// <summary>The first to say something of the device is believed.</summary>
    internal void Set(DeviceField field, ReadOnlySpan<byte> escaped)
    {
        ref var cell = ref _device[(int)field];
        if (cell == 0) cell = Keep(escaped);
    }

    private ulong Keep(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IsEmpty) return 0;
        if (_text.Length - _used < escaped.Length)
        {
            var larger = new byte[Math.Max(2 * _text.Length, _used + escaped.Length)];
            _text.AsSpan(0, _used).CopyTo(larger); // what is kept may come from here
            escaped.CopyTo(larger.AsSpan(_used));
            _text = larger;
        }
        else
        {
            escaped.CopyTo(_text.AsSpan(_used));
        }

        var cell = TextCell.Pack(_used, escaped.Length);
        _used += escaped.Length;
        return cell;
    }
}
