using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;

namespace Collector.LoadTest.Scenarios.Gnmi;

/// <summary>What the gNMI scenarios have in common: eight counters of every interface, sampled, so that a message has eight leaves.</summary>
internal static class GnmiFleets
{
    public const int Leaves = 8;

    private static readonly string[] Counters =
        ["in-octets", "in-unicast-pkts", "in-multicast-pkts", "in-broadcast-pkts", "out-octets", "out-unicast-pkts", "out-multicast-pkts", "out-broadcast-pkts"];

    public static DaemonPlan Plan(GnmiProcess fleet, TimeSpan interval, params IReadOnlyList<(string Name, IReadOnlyList<string> Targets)> groups) => new()
    {
        Groups = groups,
        Interval = interval,
        Gnmi = new GnmiSection
        {
            Paths = [.. Counters.Select(counter => $"/interfaces/interface/state/counters/{counter}")],
            SampleInterval = interval,
            Authority = fleet.Authority,
        },
    };

    public static GnmiPlan Of(LoadOptions options, bool hasTls) => new() { Devices = options.Devices, Interfaces = options.Interfaces, HasTls = hasTls };

    /// <summary>Has the daemon dial all targets, and waits until they stream.</summary>
    /// <returns>How long it took.</returns>
    public static Task<TimeSpan> ConnectAsync(DaemonProcess daemon, GnmiProcess fleet, string group, CancellationToken cancelled)
    {
        daemon.ReplaceTargets(group, fleet.Targets);
        return fleet.UntilActiveAsync(fleet.Plan.Devices, TimeSpan.FromMinutes(3), cancelled);
    }
}
