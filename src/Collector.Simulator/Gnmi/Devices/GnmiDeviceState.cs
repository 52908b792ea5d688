using Collector.Simulator.Gnmi.Model;
using Collector.Simulator.Gnmi.Server;

namespace Collector.Simulator.Gnmi.Devices;

/// <summary>All that sets one gNMI device apart from the others.</summary>
/// <remarks>Guarded by a lock on itself.</remarks>
internal sealed class GnmiDeviceState(int number, GnmiNature nature, InterfaceList interfaces, long startNs)
{
    public int Number { get; } = number;

    public GnmiNature Nature { get; set; } = nature;

    public bool IsKilled { get; set; }

    public InterfaceList Interfaces { get; set; } = interfaces;

    /// <summary>Since the Unix epoch.</summary>
    public long StartNs { get; set; } = startNs;

    /// <summary>How often it was edited: calls compare it with what they saw last.</summary>
    public int Version { get; set; }

    /// <summary>The uptime in ticks that the last message of a flood was computed for; null before its end.</summary>
    public ulong? FloodEnd { get; set; }

    /// <summary>Subscribe calls that go on.</summary>
    public HashSet<ActiveCall> Calls { get; } = [];

    public ulong Uptime(long nowNs) => (ulong)(Math.Max(0, nowNs - StartNs) / GnmiClock.NsPerTick);

    public LeafMoment At(ModelRow row, ulong uptime) => new() { Device = Number, Number = row.Number, Uptime = uptime, StartNs = StartNs, Change = row.Change };

    /// <summary>The containers of one schema, a container for each of its rows.</summary>
    public IEnumerable<ModelContainer> Containers(ContainerSchema schema) =>
        DeviceModel.Rows(schema.Rows, Interfaces).Select(row => new ModelContainer(schema, row));
}
