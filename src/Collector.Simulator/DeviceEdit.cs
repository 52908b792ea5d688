using System.Text;
using Collector.Simulator.Mib;

namespace Collector.Simulator;

/// <summary>A set of changes to one device that appear all at once: no reply shows some of them and not the others.</summary>
/// <remarks>Lives as long as the call that it was handed to. A method throws <see cref="ArgumentException"/> for a row that is not there; then nothing changes.</remarks>
public sealed class DeviceEdit
{
    private readonly Devices.DeviceState _device;
    private readonly long _now;
    private List<Row>? _rows;
    private bool _reboots;
    private bool _renumbers;

    internal DeviceEdit(Devices.DeviceState device, long now)
    {
        _device = device;
        _now = now;
        Nature = device.Nature;
        IsKilled = device.IsKilled;
    }

    public DeviceNature Nature { get; set; }

    /// <summary>A killed device does not answer, whatever its nature.</summary>
    public bool IsKilled { get; set; }

    private List<Row> Rows => _rows ??= [.. _device.Layout[(int)RowSetKind.Interfaces].Rows];

    /// <summary>Adds an interface. Its number, which its name and counters come from, must be positive.</summary>
    public void AddRow(uint ifIndex, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfZero(ifIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ifIndex, (uint)int.MaxValue);
        if (Rows.Exists(row => row.Index == ifIndex)) throw new ArgumentException($"There is an interface {ifIndex} already.", nameof(ifIndex));
        Rows.Add(new Row(ifIndex, number));
        _renumbers = true;
    }

    public void RemoveRow(uint ifIndex)
    {
        Rows.RemoveAt(Find(ifIndex));
        _renumbers = true;
    }

    /// <summary>Gives an interface another index; number, name and counters stay with it.</summary>
    public void Reindex(uint ifIndex, uint newIfIndex)
    {
        var row = Rows[Find(ifIndex)];
        RemoveRow(ifIndex);
        AddRow(newIfIndex, row.Number);
        Rows[^1] = row with { Index = newIfIndex };
    }

    /// <summary>Exchanges two interfaces: after it, each has the other's number, name, alias and counters under its old index.</summary>
    public void SwapInterfaces(uint ifIndex, uint otherIfIndex)
    {
        var (one, other) = (Find(ifIndex), Find(otherIfIndex));
        (Rows[one], Rows[other]) = (Rows[other] with { Index = ifIndex }, Rows[one] with { Index = otherIfIndex });
        _renumbers = true;
    }

    /// <summary>Exchanges the ifName, ifDescr and ifAlias of two rows; the counters stay where they are.</summary>
    public void SwapInterfaceNames(uint ifIndex, uint otherIfIndex)
    {
        var (one, other) = (Rows[Find(ifIndex)], Rows[Find(otherIfIndex)]);
        Override(ifIndex, _ => Named(one.Override, other));
        Override(otherIfIndex, _ => Named(other.Override, one));
        _renumbers = true;
    }

    /// <summary>At most 255 octets of UTF-8.</summary>
    public void SetName(uint ifIndex, string name) => Override(ifIndex, row => row with { Name = Octets255(name) });

    /// <summary>At most 255 octets of UTF-8.</summary>
    public void SetAlias(uint ifIndex, string alias) => Override(ifIndex, row => row with { Alias = Octets255(alias) });

    /// <summary>Holds a counter, and its 32-bit twin, at a value.</summary>
    public void SetCounter(uint ifIndex, InterfaceCounter counter, ulong value) =>
        Override(ifIndex, row => row with { Counters = row.Counters.SetItem(counter, value) });

    /// <summary>Lets a counter follow the formula again.</summary>
    public void ReleaseCounter(uint ifIndex, InterfaceCounter counter) =>
        Override(ifIndex, row => row with { Counters = row.Counters.Remove(counter) });

    /// <summary>Starts the device anew: uptime and counters begin at 0.</summary>
    public void Reboot() => _reboots = true;

    /// <summary>Puts the changes into force; returns whether the device was rebooted.</summary>
    internal bool Commit()
    {
        var interfaces = _device.Layout[(int)RowSetKind.Interfaces];
        if (_rows is not null || interfaces.IsEndless != (Nature == DeviceNature.Endless))
        {
            RowSet[] layout = [.. _device.Layout];
            layout[(int)RowSetKind.Interfaces] = new RowSet([.. Rows.OrderBy(static row => row.Index)], Nature == DeviceNature.Endless);
            _device.Layout = layout;
        }
        _device.Nature = Nature;
        _device.IsKilled = IsKilled;
        if (_renumbers) _device.ChangeTick = _device.ChangeTick is { } last ? Math.Max(_now, last + 1) : _now; // twice in one tick is two changes all the same
        if (_reboots) _device.StartTick = _now;
        return _reboots;
    }

    private static InterfaceOverride Named(InterfaceOverride? own, in Row other) => (own ?? InterfaceOverride.None) with
    {
        NameNumber = other.NameNumber, Name = other.Override?.Name, Alias = other.Override?.Alias,
    };

    private static byte[] Octets255(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets.Length, 255, nameof(text));
        return octets;
    }

    private void Override(uint ifIndex, Func<InterfaceOverride, InterfaceOverride> change)
    {
        var position = Find(ifIndex);
        Rows[position] = Rows[position] with { Override = change(Rows[position].Override ?? InterfaceOverride.None) };
    }

    private int Find(uint ifIndex)
    {
        var position = Rows.FindIndex(row => row.Index == ifIndex);
        return position >= 0 ? position : throw new ArgumentException($"Device {_device.Number} has no interface {ifIndex}.", nameof(ifIndex));
    }
}
