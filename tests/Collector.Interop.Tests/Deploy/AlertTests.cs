namespace Collector.Interop.Tests.Deploy;

/// <summary>Each alert of deploy/prometheus reaches the real Alertmanager when what it tells of happens.</summary>
[Collection(DeployedCollection.Name)]
public sealed class AlertTests(MonitoredFleet fleet)
{
    // What this fleet cannot bring about: a kernel that drops replies, which the collector's own budget prevents on loopback, a stream that is overdue, which takes a minute, and certificates.
    private static readonly string[] OnlyByPromtool = ["CollectorLosesReplies", "StreamSilent", "DeviceCertificateEnds"];

    public static TheoryData<string> Alerts => [.. HastenedRules.AlertNames.Except(OnlyByPromtool)];

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task An_alert_fires(string name) =>
        await fleet.Prometheus.UntilAsync($"{name} fires", () => Task.FromResult(fleet.HasFired(name)));
}
