using Collector.Pipeline.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Collector.Daemon.Otlp;

/// <summary>OpenTelemetry's exporter, with its failures counted, and said in the log when they begin and when they end.</summary>
/// <remarks>The thread of the SDK's periodic reader.</remarks>
internal sealed partial class OtlpExporter(OtlpOptions options, OtlpMetrics metrics, ILogger logger) : OtlpMetricExporter(Settings(options))
{
    private bool _isFailing;

    public override ExportResult Export(in Batch<Metric> metricsBatch)
    {
        var result = base.Export(metricsBatch);
        var succeeded = result == ExportResult.Success;
        metrics.Counted(succeeded);
        if (succeeded == _isFailing) Say(succeeded);
        return result;
    }

    private void Say(bool succeeded)
    {
        _isFailing = !succeeded;
        var endpoint = HttpUrl.Shown(options.Endpoint);
        if (succeeded) LogWorks(logger, endpoint);
        else LogFails(logger, endpoint);
    }

    private static OtlpExporterOptions Settings(OtlpOptions options) => new()
    {
        Endpoint = options.Target,
        Protocol = options.Protocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
        TimeoutMilliseconds = (int)options.Timeout.TotalMilliseconds,
        HttpClientFactory = () => ClientFor(options),
    };

    /// <summary>With the headers: the exporter's own option for them cuts values at commas.</summary>
    private static HttpClient ClientFor(OtlpOptions options)
    {
        var client = new HttpClient { Timeout = options.Timeout };
        foreach (var (name, value) in options.Headers) client.DefaultRequestHeaders.TryAddWithoutValidation(name, value.Reveal());
        return client;
    }

    [LoggerMessage(LogLevel.Warning, "OTLP: {Endpoint} does not take the collector's own metrics; trying again at each interval")]
    private static partial void LogFails(ILogger logger, string endpoint);

    [LoggerMessage(LogLevel.Information, "OTLP: {Endpoint} takes the collector's own metrics again")]
    private static partial void LogWorks(ILogger logger, string endpoint);
}
