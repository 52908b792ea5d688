using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Pipeline.Store.Streams;
using Collector.Testing;

namespace Collector.Export.Tests.Exposition.PerTarget;

public sealed class StreamFamiliesTests : IDisposable
{
    private readonly FilledStore _store = new();
    private readonly Pages _pages;

    public StreamFamiliesTests() => _pages = new Pages(_store.Store);

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task From_load_on_a_target_has_its_counters_at_0_and_no_outcome()
    {
        _store.AddStream("r1", ["ifc"]);

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.Equal(
            ["collector_gnmi_connect_state pending", "collector_target_state pending", "gnmic_target_connection_state "],
            samples.Where(sample => sample.Value != 0).Select(sample => $"{sample.Name} {sample["state"]}"));
        Assert.DoesNotContain(samples, sample => sample.Name is "up" or "collector_target_up" or "gnmic_target_up" || sample.Name.Contains("poll", StringComparison.Ordinal));
        Assert.Contains(samples, sample => sample.Name == "collector_gnmi_updates_total");
    }

    [Fact]
    public async Task A_target_is_up_while_a_call_is_alive_and_down_after_it()
    {
        var stream = _store.AddStream("r1", ["ifc", "sys"]);

        stream.Subscriptions[1].Enter(StreamState.Subscribed);
        Assert.Null(await UpAsync());
        stream.Subscriptions[1].CountResponse(1);
        Assert.Equal(1, await UpAsync());
        stream.Subscriptions[1].Enter(StreamState.BackingOff);
        stream.CountDisconnect("UNAVAILABLE", DisconnectReason.Unavailable);
        Assert.Equal(0, await UpAsync());
    }

    [Fact]
    public async Task A_target_that_refuses_our_credentials_is_down()
    {
        var stream = _store.AddStream("r1", ["ifc"]);
        stream.Subscriptions[0].Enter(StreamState.Subscribed);
        stream.CountDisconnect("UNAUTHENTICATED", DisconnectReason.Denied);
        stream.Subscriptions[0].Enter(StreamState.BackingOff);

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.Equal(0, await UpAsync());
        Assert.Equal(1, samples.Single(sample => sample.Name == "collector_gnmi_disconnects_total" && sample["grpc_code"] == "UNAUTHENTICATED" && sample["reason"] == "denied").Value);
    }

    [Fact]
    public async Task Of_several_subscriptions_counters_are_summed_and_states_are_those_of_each()
    {
        var stream = _store.AddStream("r1", ["ifc", "sys"]);
        foreach (var subscription in stream.Subscriptions)
        {
            subscription.CountNotification(updates: 8, deletes: 1, duplicates: 3);
            subscription.CountDecodeError(DecodeErrorKind.Json);
            subscription.IngestDelay.Record(300_000_000);
            subscription.IngestDelay.Record(-1);
        }

        stream.Subscriptions[0].Enter(StreamState.Streaming);
        stream.Subscriptions[0].Synced();
        stream.Subscriptions[0].HasSeries(40);

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        string[] wanted = ["collector_gnmi_updates_total", "collector_gnmi_coalesced_total", "collector_gnmi_decode_errors_total", "collector_gnmi_synced", "collector_gnmi_series"];
        Assert.Equal(
            [
                "collector_gnmi_coalesced_total{instance=\"r1\"} 6",
                "collector_gnmi_decode_errors_total{instance=\"r1\",kind=\"json\"} 2",
                "collector_gnmi_series{instance=\"r1\",subscription=\"ifc\"} 40",
                "collector_gnmi_synced{instance=\"r1\",subscription=\"ifc\"} 1",
                "collector_gnmi_updates_total{instance=\"r1\"} 16",
            ],
            samples.Where(sample => wanted.Contains(sample.Name) && sample.Value != 0).Select(sample => $"{sample.Series} {sample.Text}"));
        Assert.Equal(4, samples.Single(sample => sample.Name == "collector_gnmi_ingest_delay_seconds_count").Value);
        Assert.Equal([2, 2, 4, 4, 4, 4, 4], samples.Where(sample => sample.Name == "collector_gnmi_ingest_delay_seconds_bucket").Select(sample => sample.Value));
        Assert.Equal(0.6, samples.Single(sample => sample.Name == "collector_gnmi_ingest_delay_seconds_sum").Value, 9);
        Assert.Equal("streaming", samples.Single(sample => sample.Name == "collector_gnmi_connect_state" && sample.Value == 1)["state"]);
    }

    [Fact]
    public async Task The_names_that_gnmic_has_can_be_switched_off()
    {
        var stream = _store.AddStream("r1", ["ifc"]);
        stream.Subscriptions[0].CountResponse(1);
        using var without = new Pages(_store.Store, new ExpositionOptions { GnmicNames = false });

        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));

        Assert.Equal(1, samples.Single(sample => sample.Name == "gnmic_target_up" && sample["name"] == "r1").Value);
        Assert.Equal(1, samples.Single(sample => sample.Name == "gnmic_subscribe_number_of_received_subscribe_response_messages_total" && sample["source"] == "r1" && sample["subscription"] == "ifc").Value);
        Assert.DoesNotContain("gnmic_", await without.WriteAsync(PageSections.Targets), StringComparison.Ordinal);
    }

    private async Task<double?> UpAsync()
    {
        var samples = ExpositionParser.Samples(await _pages.WriteAsync(PageSections.Targets));
        var up = samples.SingleOrDefault(sample => sample.Name == "up");
        Assert.Equal(up?.Value, samples.SingleOrDefault(sample => sample.Name == "collector_target_up")?.Value);
        return up?.Value;
    }
}
