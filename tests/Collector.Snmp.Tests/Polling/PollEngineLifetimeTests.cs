using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Polling;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Snmp.Tests.Polling;

/// <summary>A host whose start fails disposes of what it built in whatever state that is.</summary>
public sealed class PollEngineLifetimeTests
{
    [Fact]
    public async Task An_engine_that_was_never_started_is_disposed_of_quietly()
    {
        using var meter = new CollectorMeter();
        var engine = new PollEngine(
            new PollEngineOptions { Lanes = 2 }, new SeriesStore(), PollingFixture.Interfaces, meter, [], TimeProvider.System, NullLoggerFactory.Instance);

        await engine.DisposeAsync();
        engine.Start(); // by the service that had not noticed yet
    }
}
