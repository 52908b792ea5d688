using System.Text;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition;

/// <summary>Writes one target's series of one family, whose head the writer has.</summary>
internal delegate void WriteTarget(in TargetReading target, SeriesWriter writer, long nowUnixMs);

/// <summary>One of the collector's own families that has series for each target.</summary>
internal sealed class TargetFamily(string name, string help, MetricType type, WriteTarget write)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    public string NameText => name;

    public ReadOnlySpan<byte> Name => _name;

    public FamilyHeader Header { get; } = new(name, help, type);

    public WriteTarget Write => write;
}
