using Collector.LoadTest.Agents;
using Collector.LoadTest.Processes;
using Collector.LoadTest.Readings;

namespace Collector.LoadTest.Scenarios;

/// <summary>
/// All agents answer at the same instant, 1,400 octets each, into a receive buffer of the system's default size: the agents' process stands still
/// for 0.4 seconds, in which requests pile up in its socket, and then answers them all. What the daemon dares to have in flight must fit its buffer.
/// </summary>
internal static class BurstScenario
{
    private const int DefaultReceiveBuffer = 106_496; // the kernel doubles what is asked for: 212,992, its default
    private const int WarmUp = 2;
    // Less than the half second for which the daemon keeps room for a reply: later ones are not expected to come all together.
    private static readonly TimeSpan Dam = TimeSpan.FromMilliseconds(400);

    // 53 rows of ifHCInOctets and the column after it make a reply of some 1,400 octets.
    private const string Module = """
        modules:
          burst:
            walk: [1.3.6.1.2.1.31.1.1.1.6]
            max_repetitions: 53
            metrics:
              - name: ifHCInOctets
                oid: 1.3.6.1.2.1.31.1.1.1.6
                type: counter
                help: Octets received
                indexes: [{labelname: ifIndex, type: gauge}]
        """;

    public static Scenario Scenario { get; } = new(
        "burst", "All agents answer at once into the default receive buffer: nothing is dropped, nothing times out.",
        new LoadOptions { Devices = 2000, Interfaces = 50, Interval = TimeSpan.FromSeconds(1), Rounds = 10, Length = TimeSpan.Zero }, RunAsync);

    private static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        await using var fleet = await FleetProcess.StartAsync(new AgentsPlan { Devices = options.Devices, Interfaces = options.Interfaces }, cancelled);
        var plan = new DaemonPlan
        {
            Groups = [("good", [.. fleet.Targets])], Interval = options.Interval, Module = "burst", SnmpConfig = Module, Lanes = 1, ReceiveBuffer = DefaultReceiveBuffer,
        };
        await using var daemon = await DaemonProcess.StartAsync(plan, cancelled);
        var rounds = new Rounds(options.Interval);
        await rounds.UntilAsync(WarmUp, cancelled);
        var (metrics, served) = (await daemon.ReadOwnMetricsAsync(cancelled), await fleet.CountersAsync(cancelled));
        var most = 0.0;
        for (var round = 0; round < options.Rounds; round++)
        {
            await rounds.UntilAsync(WarmUp + round, cancelled);
            fleet.Stop();
            await Task.Delay(Dam, cancelled);
            most = Math.Max(most, (await daemon.ReadOwnMetricsAsync(cancelled))["collector_snmp_requests_waiting"]);
            fleet.Continue();
        }

        await rounds.UntilAsync(WarmUp + options.Rounds, cancelled);
        var (after, servedAfter) = (await daemon.ReadOwnMetricsAsync(cancelled), await fleet.CountersAsync(cancelled));
        var report = new Report("burst");
        var replies = servedAfter["replies"] - served["replies"];
        report.Add("replies", replies);
        report.Add("octets of a reply", (double)(servedAfter["reply_octets"] - served["reply_octets"]) / replies);
        report.AtLeast("requests held back, most", most, 1);
        PollFigures.AddTo(report, after, metrics, latestSeconds: Report.NoLimit);
        report.AtMost("requests sent again", after.Since(metrics, "collector_snmp_request_retries_total"), 0);
        report.AtMost("simulator's own drops", servedAfter["socket_drops"] + servedAfter["send_failures"], 0);
        return report;
    }
}
