using Collector.Pipeline.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Collector.Daemon.Otlp;

/// <summary>Pushes the collector's own metrics for as long as the daemon lives: those of <c>/metrics/collector</c>, under the names that their instruments have.</summary>
/// <remarks>The SDK has a thread of its own for it, which reads counters and waits for the receiver. Nobody who polls waits for that.</remarks>
internal sealed class OtlpService(OtlpOptions options, OtlpMetrics metrics, CollectorMeter meter, ILogger<OtlpService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(3);

    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var reader = new PeriodicExportingMetricReader(new OtlpExporter(options, metrics, logger), (int)options.Interval.TotalMilliseconds, (int)options.Timeout.TotalMilliseconds);
        _provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("collector", serviceVersion: CollectorMeter.Version, autoGenerateServiceInstanceId: false, serviceInstanceId: Environment.MachineName))
            .AddMeter(CollectorMeter.Name)
            .AddView(instrument => instrument.Meter == meter.Meter ? null : MetricStreamConfiguration.Drop) // a process of tests has many
            .AddReader(reader)
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Pushes once more, so that what the stop counted is not lost, but waits for no receiver.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(() => _provider?.Shutdown((int)FlushPatience.TotalMilliseconds), CancellationToken.None);

    public void Dispose() => _provider?.Dispose();
}
