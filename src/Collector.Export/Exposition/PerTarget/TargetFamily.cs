using System.Text;
using Collector.Export.Exposition.Lines;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.PerTarget;

/// <summary>Writes one target's series of one family, whose head the writer has.</summary>
internal delegate void WriteTarget(in TargetReading target, SeriesWriter writer, long nowUnixMs);

/// <summary>One of the collector's own families that has series for each target.</summary>
internal sealed class TargetFamily
{
    private TargetFamily(string name, FamilyHeader header, params (string Suffix, WriteTarget Write)[] parts)
    {
        (NameText, Header) = (name, header);
        Parts = [.. parts.Select(part => new Part(Encoding.UTF8.GetBytes(name + part.Suffix), part.Write))];
    }

    public TargetFamily(string name, string help, MetricType type, WriteTarget write)
        : this(name, new FamilyHeader(name, help, type), ("", write))
    {
    }

    public string NameText { get; }

    public FamilyHeader Header { get; }

    /// <summary>Whether only targets that stream have such series.</summary>
    public bool IsOfStreams { get; init; }

    /// <summary>One for each name that its lines have; a histogram has three.</summary>
    public Part[] Parts { get; }

    public static TargetFamily Histogram(string name, string help, WriteTarget buckets, WriteTarget sum, WriteTarget count) =>
        new(name, FamilyHeader.Histogram(name, help), ("_bucket", buckets), ("_sum", sum), ("_count", count)) { IsOfStreams = true };

    /// <summary>The lines of a family that have one name.</summary>
    internal sealed record Part(byte[] Name, WriteTarget Write);
}
