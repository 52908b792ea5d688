using System.Buffers.Binary;
using System.Net;
using Collector.Simulator.Gnmi.Devices;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>What all calls of a fleet share: its devices, its clock, its pacer, its counters.</summary>
internal sealed class FleetState
{
    private readonly uint _base;

    public FleetState(GnmiFleetOptions options)
    {
        Options = options;
        Clock = new GnmiClock(options.Time, options.Epoch ?? options.Time.GetUtcNow().AddSeconds(-1_000_000));
        Pacer = new CallPacer(Clock, options.Time);
        _base = ToNumber(options.BaseAddress);
        var (interfaces, natures) = (InterfaceList.Of(options.Interfaces), NaturePlan.Of(options));
        Devices = [.. Enumerable.Range(0, options.Devices).Select(number => new GnmiDeviceState(number, natures[number], interfaces, Clock.EpochNs))];
    }

    public GnmiFleetOptions Options { get; }

    public GnmiClock Clock { get; }

    public CallPacer Pacer { get; }

    public FleetTotals Totals { get; } = new();

    public GnmiDeviceState[] Devices { get; }

    public IPAddress Address(int device)
    {
        Span<byte> octets = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(octets, _base + (uint)device);
        return new IPAddress(octets);
    }

    /// <summary>The device that has an address; null for none.</summary>
    public GnmiDeviceState? Find(EndPoint local)
    {
        if (local is not IPEndPoint { Address: var address }) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var number = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? ToNumber(address) - (long)_base : -1;
        return number >= 0 && number < Devices.Length ? Devices[number] : null;
    }

    private static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
