using System.Net;
using Collector.Simulator.Gnmi;

namespace Collector.LoadTest.Agents;

/// <summary>What the process of gNMI targets is to simulate; travels to it as one line of JSON. The fields are those of <see cref="GnmiFleetOptions"/>.</summary>
internal sealed record GnmiPlan
{
    public required int Devices { get; init; }

    public required int Interfaces { get; init; }

    public string BaseAddress { get; init; } = "127.3.0.1";

    public bool HasTls { get; init; }

    /// <summary>When all devices were started, so that a checker knows their uptime.</summary>
    public DateTimeOffset Epoch { get; init; } = DateTimeOffset.UtcNow.AddSeconds(-1_000_000);

    /// <summary>All of them flood for so long; null for none.</summary>
    public TimeSpan? FloodFor { get; init; }

    public GnmiFleetOptions ToOptions() => new()
    {
        Devices = Devices,
        Interfaces = Interfaces,
        BaseAddress = IPAddress.Parse(BaseAddress),
        HasTls = HasTls,
        Epoch = Epoch,
        Natures = FloodFor is null ? new Dictionary<GnmiNature, double>() : new Dictionary<GnmiNature, double> { [GnmiNature.Flooding] = 1 },
        MisbehaveEvery = FloodFor ?? TimeSpan.FromSeconds(10),
    };
}
