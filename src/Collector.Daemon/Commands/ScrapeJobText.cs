using System.Globalization;
using System.Net;
using System.Text;
using Collector.Daemon.Configuration;

namespace Collector.Daemon.Commands;

/// <summary>The scrape job that fits a configuration, as an entry of Prometheus' <c>scrape_configs</c>.</summary>
internal static class ScrapeJobText
{
    public static string Of(CollectorOptions options)
    {
        var address = AddressOf(options.Listen[0]);
        var text = new StringBuilder();
        text.AppendLine("# For scrape_configs: in prometheus.yml. Put the name that Prometheus reaches this host by where the address is.");
        text.AppendLine("- job_name: collector");
        text.AppendLine("  # Each series says which device it is of: instance. Without honor_labels Prometheus would rename that to exported_instance,");
        text.AppendLine("  # put the collector's address in its place, and overwrite up of each device with whether the collector was scraped.");
        text.AppendLine("  honor_labels: true");
        text.AppendLine(CultureInfo.InvariantCulture, $"  scrape_interval: {Interval(options)}");
        if (options.TelemetryPath != TelemetryPath.Default) text.AppendLine(CultureInfo.InvariantCulture, $"  metrics_path: {options.TelemetryPath}");
        if (options.Shards == 1)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  static_configs: [ {{ targets: [ '{address}' ] }} ]");
            return text.ToString();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  # {options.Shards} targets, one a shard (shards: in collector.yml).");
        text.AppendLine(CultureInfo.InvariantCulture, $"  http_sd_configs: [ {{ url: 'http://{address}/sd' }} ]");
        return text.ToString();
    }

    /// <summary>Half the polls' interval: a scrape then never misses a poll, and sees each at most half an interval late.</summary>
    private static string Interval(CollectorOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (int)(options.Defaults.Interval.TotalSeconds / 2))}s");

    private static string AddressOf(IPEndPoint listen)
    {
        var isAny = listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any);
        return isAny ? string.Create(CultureInfo.InvariantCulture, $"localhost:{listen.Port}") : listen.ToString();
    }
}
