using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Export.Instruments;
using Collector.Pipeline.Diagnostics;

namespace Collector.Benchmarks.Export;

/// <summary>A whole page of data from a store that stands still. A thousandth of what a page of a thousand devices costs is one device's share.</summary>
/// <remarks>Per series: the mean divided by <see cref="Devices"/> × 1,000. What is allocated is for the page, whatever its size.</remarks>
[MemoryDiagnoser]
public class ExpositionBenchmark
{
    private const int PageBytes = 1024; // for the page itself; its 50,000 series must not add to that

    private readonly NullPipeWriter _reader = new();
    private readonly PageRequest _plain = new() { Sections = PageSections.Modules };
    private readonly PageRequest _gzip = new() { Sections = PageSections.Modules, Gzip = true };
    private readonly PageRequest _timestamps = new() { Sections = PageSections.Modules, Timestamps = true };
    private MetricsPage _page = null!;

    /// <summary>Of 50 interfaces with 20 series each.</summary>
    [Params(50, 1000)]
    public int Devices { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var meter = new CollectorMeter();
        _page = new MetricsPage(InterfaceStore.Make(Devices), new MeterPage(meter), new ScrapeMetrics(meter), new ExpositionOptions(), TimeProvider.System);
    }

    [Benchmark(Baseline = true)]
    [AllocationLimit(PageBytes)]
    [SpeedLimit]
    public async Task<long> Plain() => await WriteAsync(_plain);

    [Benchmark]
    [AllocationLimit(PageBytes)]
    public async Task<long> Timestamps() => await WriteAsync(_timestamps);

    [Benchmark]
    public async Task<long> Gzip() => await WriteAsync(_gzip);

    private async Task<long> WriteAsync(PageRequest request)
    {
        await _page.WriteAsync(request, _reader, CancellationToken.None);
        return _reader.Taken;
    }
}
