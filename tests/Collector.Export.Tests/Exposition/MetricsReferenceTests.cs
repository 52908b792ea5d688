using Collector.Export.Exposition.PerTarget;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using Collector.Testing;

namespace Collector.Export.Tests.Exposition;

public sealed class MetricsReferenceTests
{
    [Fact]
    public async Task Every_metric_is_in_the_reference_with_its_type()
    {
        var store = new FilledStore();
        var plain = store.Add("r1", ["m"]);
        store.Remove(plain);
        var series = store.Add(plain.Target with { Profile = "generic" });
        series.Publish(0, null, isComplete: false);
        series.History.Add(new PollRecord { StartedUnixMs = 0, Duration = TimeSpan.Zero, Outcome = PollOutcome.Answered, RoundTrip = TimeSpan.FromMilliseconds(1) });
        var stream = store.AddStream("r2", ["ifc"]);
        stream.CountDisconnect("UNAVAILABLE", DisconnectReason.Unavailable);
        stream.HasCertificateUntil(DateTimeOffset.UnixEpoch.AddDays(1));
        stream.Subscriptions[0].CountResponse(1);
        using var pages = new Pages(store.Store);
        _ = new ProcessMetrics(pages.Meter);
        await pages.WriteAsync();

        var families = ExpositionParser.ParseText(await pages.WriteAsync());
        var reference = Docs.Read("metrics.md");

        Assert.All(families, family => Assert.Contains($"| `{family.Name}` | {family.Type} |", reference, StringComparison.Ordinal));
        Assert.Equal(TargetFamilies.All.Length + 16, families.Count);
    }
}
