using System.Net;
using Collector.Daemon.Tests.Reloading;
using Collector.Simulator;
using Collector.Testing.Http;

namespace Collector.Daemon.Tests.RemoteWrite;

/// <summary>Endpoints of remote write that are added, changed and removed while the daemon runs.</summary>
public sealed class ReloadedEndpointsTests : IAsyncLifetime
{
    private readonly SimulatedFleet _fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 2, Interfaces = 3, BaseAddress = IPAddress.Parse("127.62.3.1") });
    private readonly CollectedWrites _kept = new();
    private readonly CollectedWrites _changing = new();

    public async Task InitializeAsync()
    {
        await _kept.StartAsync();
        await _changing.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _kept.DisposeAsync();
        await _changing.DisposeAsync();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task An_endpoint_that_is_added_gets_polls_and_one_that_is_removed_gets_what_waited_and_no_more()
    {
        await using var daemon = await RunningDaemon.StartAsync(With(Kept));
        await _kept.UntilAsync(sample => sample.Series.StartsWith("ifHCInOctets{", StringComparison.Ordinal));
        using var added = await daemon.ReloadAsync(With(Kept, Changing("")));
        await _changing.UntilAsync(sample => sample.Series.StartsWith("ifHCInOctets{", StringComparison.Ordinal));

        using var removed = await daemon.ReloadAsync(With(Kept));
        await daemon.Http.UntilPageAsync("/metrics/collector", page => !page.Contains("collector_remote_write_shards{endpoint=\"changing\"}", StringComparison.Ordinal));
        var goneUnixMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await _kept.UntilAsync(sample => sample.UnixMs > goneUnixMs + 1000); // two polls later

        Assert.DoesNotContain(_changing.Samples, sample => sample.UnixMs > goneUnixMs); // what waited may still come
        Assert.DoesNotContain(_kept.Samples.Concat(_changing.Samples), sample => sample.IsStale);
        _kept.CheckOrder();
    }

    [Fact]
    public async Task Changed_rules_and_labels_end_what_they_make_otherwise_and_leave_other_endpoints_alone()
    {
        await using var daemon = await RunningDaemon.StartAsync(With(Kept, Changing("")));
        await _changing.UntilAsync(sample => sample.Series.StartsWith("ifHCInOctets{", StringComparison.Ordinal));
        using var answer = await daemon.ReloadAsync(With(Kept, Changing("external_labels: { region: eu }, write_relabel_configs: [ { source_labels: [__name__], regex: ifHCIn.*, action: drop } ],")));
        await _changing.UntilAsync(sample => sample.Series.StartsWith("ifHCOutOctets{", StringComparison.Ordinal) && sample.Series.Contains("region=eu", StringComparison.Ordinal));
        await _changing.UntilAsync(sample => sample.IsStale && sample.Series.StartsWith("ifHCInOctets{", StringComparison.Ordinal));
        await _changing.UntilAsync(sample => sample.IsStale && sample.Series.StartsWith("up{", StringComparison.Ordinal));

        Assert.DoesNotContain(_changing.Samples, sample => sample.Series.Contains("region=eu", StringComparison.Ordinal) && sample.Series.StartsWith("ifHCIn", StringComparison.Ordinal));
        Assert.DoesNotContain(_kept.Samples, sample => sample.IsStale);
        _kept.CheckOrder();
        _changing.CheckOrder();
    }

    [Fact]
    public async Task What_waits_goes_to_where_the_endpoint_is_now()
    {
        var away = $"{Kept}\n- {{ name: changing, url: \"http://127.62.4.1:9/api/v1/write\", queue_config: {{ batch_send_deadline: 100ms, max_backoff: 100ms }} }}";
        await using var daemon = await RunningDaemon.StartAsync(With(away));
        await daemon.Http.UntilPageAsync("/metrics/collector", page => page.Contains("collector_remote_write_requests_total{endpoint=\"changing\",outcome=\"unreachable\"}", StringComparison.Ordinal)
            && !page.Contains("collector_remote_write_requests_total{endpoint=\"changing\",outcome=\"unreachable\"} 0", StringComparison.Ordinal));
        await _kept.UntilAsync(sample => sample.Series.StartsWith("up{", StringComparison.Ordinal));
        using var answer = await daemon.ReloadAsync(With(Kept, Changing("")));
        await _changing.UntilAsync(sample => sample.Series.StartsWith("ifHCInOctets{", StringComparison.Ordinal));

        var first = _kept.Samples.First(sample => sample.Series.StartsWith("up{", StringComparison.Ordinal));
        await _changing.UntilAsync(sample => sample == first);
        _changing.CheckOrder();
    }

    private string Kept => Endpoint("kept", _kept, "");

    private string Changing(string keys) => Endpoint("changing", _changing, keys);

    private static string Endpoint(string name, CollectedWrites receiver, string keys) => $"- {{ name: {name}, url: \"{receiver.Url}\", {keys} queue_config: {{ batch_send_deadline: 100ms, max_backoff: 100ms }} }}";

    private string With(params string[] endpoints) =>
        $$"""
        defaults: { interval: 500ms, timeout: 200ms, retries: 1, modules: [if_mib] }
        targets: { static: [ { targets: ["{{_fleet.Endpoint(0)}}", "{{_fleet.Endpoint(1)}}"] } ] }
        remote_write:
        {{string.Join('\n', endpoints)}}
        """;
}
