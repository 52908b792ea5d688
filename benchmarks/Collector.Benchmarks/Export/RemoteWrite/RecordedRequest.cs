using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Snappy;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;

namespace Collector.Benchmarks.Export.RemoteWrite;

/// <summary>A request as the encoder makes it, uncompressed.</summary>
internal static class RecordedRequest
{
    public static byte[] Make(int samples)
    {
        using var buffer = new MemoryBuffer(1 << 20, losses: null!);
        var metrics = new RemoteWriteMetrics("none", RemoteWriteInstruments.Durations(new CollectorMeter()), TimeProvider.System);
        var encoder = new SeriesEncoder(new RequestWriter(buffer, metrics, samples), LabelSet.Empty, new SeriesRules(RelabelRules.None), metrics);
        foreach (var series in InterfaceStore.Make(samples / 1000).Targets) new SentTarget(series, inherited: null).Send(encoder, 0, series.Module(0), 1_700_000_000_000);
        encoder.Writer.Seal();
        buffer.TryPeek(out var request);
        SnappyDecoder.TryReadLength(request.Body.Span, out var length, out _);
        var raw = new byte[length];
        SnappyDecoder.TryDecode(request.Body.Span, raw);
        buffer.Acknowledge(request.Id);
        return raw;
    }
}
