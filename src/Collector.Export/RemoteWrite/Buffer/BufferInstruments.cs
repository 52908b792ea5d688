using System.Diagnostics.Metrics;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Pipeline.Diagnostics;

namespace Collector.Export.RemoteWrite.Buffer;

/// <summary>Shows how buffers on disk are.</summary>
internal static class BufferInstruments
{
    public static void Create(CollectorMeter collector, SendBuffers buffers)
    {
        collector.Meter.CreateObservableCounter(
            "collector.remote_write.buffer_disk_failures", () => Failures(buffers), null, "What the disk of a buffer refused, by what it was asked for. Requests wait in memory until it writes again.");
        collector.Meter.CreateObservableGauge(
            "collector.remote_write.buffer_limit",
            () => buffers.OnDisk.DistinctBy(one => one.Endpoint).Select(one => new Measurement<long>(one.Options.MaxBytes, Tag(one.Endpoint))), "By",
            "Bytes that the buffer on disk may take: max_size.");
    }

    private static IEnumerable<Measurement<long>> Failures(SendBuffers buffers) =>
        from shards in buffers.OnDisk.GroupBy(one => one.Endpoint, StringComparer.Ordinal)
        from operation in Enum.GetValues<DiskOperation>()
        select new Measurement<long>(shards.Sum(one => one.Buffer.Health.Failures(operation)), Tag(shards.Key), new("operation", EnumLabels<DiskOperation>.Of(operation)));

    private static KeyValuePair<string, object?> Tag(string endpoint) => new("endpoint", endpoint);
}
