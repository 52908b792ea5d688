using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi;

/// <summary>A set of changes to one gNMI device that appear all at once.</summary>
/// <remarks>Lives as long as the call that it was handed to. A method throws <see cref="ArgumentException"/> for an interface that is not there; then nothing changes.</remarks>
public sealed class GnmiDeviceEdit
{
    private readonly GnmiDeviceState _device;
    private InterfaceList _interfaces;
    private bool _reboots;

    internal GnmiDeviceEdit(GnmiDeviceState device)
    {
        (_device, _interfaces) = (device, device.Interfaces);
        (Nature, IsKilled) = (device.Nature, device.IsKilled);
    }

    /// <summary>For calls that begin from now on; what a call has begun as, it goes on as where that matters.</summary>
    public GnmiNature Nature { get; set; }

    /// <summary>A killed device cuts every connection, whatever its nature.</summary>
    public bool IsKilled { get; set; }

    /// <summary>Adds an interface, with its transceiver. Its number, which its name and counters come from, must be positive.</summary>
    public void AddInterface(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        if (_interfaces.Rows.Any(row => row.Number == number)) throw new ArgumentException($"There is an interface {number} already.", nameof(number));
        _interfaces = new InterfaceList([.. _interfaces.Rows.Append((number, null)).OrderBy(static row => row.Item1)]);
    }

    public void RemoveInterface(int number) => _interfaces = new InterfaceList(_interfaces.Rows.RemoveAt(Find(number)));

    public void SetDescription(int number, string description) => Change(number, change => change with { Description = description });

    /// <summary>Holds the oper-status; null lets it follow the formula again.</summary>
    public void SetUp(int number, bool? isUp) => Change(number, change => change with { IsUp = isUp });

    /// <summary>Holds a counter of the interface and of its subinterface at a value; null lets it follow the formula again.</summary>
    public void SetCounter(int number, string leaf, ulong? value) =>
        Change(number, change => change with { Counters = value is { } held ? change.Counters.SetItem(leaf, held) : change.Counters.Remove(leaf) });

    /// <summary>Starts the device anew: connections are cut, uptime and counters begin at 0.</summary>
    public void Reboot() => _reboots = true;

    /// <summary>Puts the changes into force; returns whether connections are to be cut.</summary>
    internal bool Commit(long nowNs)
    {
        (_device.Nature, _device.IsKilled, _device.Interfaces) = (Nature, IsKilled, _interfaces);
        if (_reboots) _device.StartNs = nowNs;
        _device.Version++;
        return _reboots || IsKilled;
    }

    private void Change(int number, Func<InterfaceChange, InterfaceChange> change)
    {
        var place = Find(number);
        _interfaces = new InterfaceList(_interfaces.Rows.SetItem(place, (number, change(_interfaces.Rows[place].Change ?? InterfaceChange.None))));
    }

    private int Find(int number)
    {
        for (var place = 0; place < _interfaces.Rows.Length; place++)
        {
            if (_interfaces.Rows[place].Number == number) return place;
        }

        throw new ArgumentException($"Device {_device.Number} has no interface {number}.", nameof(number));
    }
}
