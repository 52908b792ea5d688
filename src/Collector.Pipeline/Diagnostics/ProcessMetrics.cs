using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Collector.Pipeline.Diagnostics;

/// <summary>What the process costs its host, under the names that every Prometheus client uses, and what the garbage collector does.</summary>
public sealed class ProcessMetrics
{
    public ProcessMetrics(CollectorMeter collector)
    {
        var meter = collector.Meter;
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "User and system CPU time spent.");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Resident memory size.");
        var start = StartTimeUnixSeconds();
        meter.CreateObservableGauge("process.start_time", () => start, "s", "Start time of the process since the Unix epoch.");
        if (OperatingSystem.IsLinux()) meter.CreateObservableGauge("process.open_fds", OpenFileDescriptors, null, "Open file descriptors.");
        meter.CreateObservableCounter("collector.gc.pause", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time that garbage collections stopped the process.");
        meter.CreateObservableCounter("collector.gc.collections", Collections, null, "Garbage collections, by the oldest generation that they looked at.");
        meter.CreateObservableGauge("collector.gc.heap", () => GC.GetGCMemoryInfo().HeapSizeBytes, "By", "Managed heap after the last garbage collection.");
        meter.CreateObservableCounter("collector.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Bytes allocated on the managed heap.");
        meter.CreateObservableGauge(
            "collector.build_info", () => new Measurement<int>(1, KeyValuePair.Create("version", (object?)CollectorMeter.Version)), null, "Always 1; the version of this build.");
    }

    private static IEnumerable<Measurement<long>> Collections()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            var older = generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0; // a collection counts for all generations that it looks at
            yield return new Measurement<long>(GC.CollectionCount(generation) - older, KeyValuePair.Create("generation", (object?)generation));
        }
    }

    private static double StartTimeUnixSeconds()
    {
        using var self = Process.GetCurrentProcess();
        return (self.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    private static int OpenFileDescriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
}
