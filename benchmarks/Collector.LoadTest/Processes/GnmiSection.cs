using System.Globalization;
using System.Text;
using Collector.Simulator.Gnmi;

namespace Collector.LoadTest.Processes;

/// <summary>The daemon's gnmi section: one subscription, which all targets have.</summary>
internal sealed record GnmiSection
{
    /// <summary>Beside collector.yml.</summary>
    public const string AuthorityFile = "ca.pem";

    public required IReadOnlyList<string> Paths { get; init; }

    public required TimeSpan SampleInterval { get; init; }

    /// <summary>What to trust, as PEM; null for plain HTTP/2.</summary>
    public string? Authority { get; init; }

    public string ToYaml()
    {
        var yaml = new StringBuilder();
        yaml.AppendLine("gnmi:");
        yaml.AppendLine("  encoding: proto");
        yaml.AppendLine(Authority is null ? "  insecure: true" : $"  tls-ca: {AuthorityFile}\n  tls-server-name: {GnmiFleet.ServerName}");
        yaml.AppendLine("  subscriptions:");
        yaml.AppendLine("    load:");
        yaml.AppendLine("      stream-mode: sample");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"      sample-interval: {SampleInterval.TotalMilliseconds}ms");
        yaml.AppendLine("      paths:");
        foreach (var path in Paths) yaml.AppendLine(CultureInfo.InvariantCulture, $"      - {path}");
        return yaml.ToString();
    }
}
