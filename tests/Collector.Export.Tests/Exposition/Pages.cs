using System.IO.Pipelines;
using System.Text;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Export.Instruments;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Export.Tests.Exposition;

/// <summary>A page over a store, with a clock of the test's, for readers that take everything at once.</summary>
internal sealed class Pages : IDisposable
{
    public Pages(SeriesStore store, ExpositionOptions? options = null)
    {
        Instruments = new MeterPage(Meter);
        Metrics = new ScrapeMetrics(Meter);
        Page = new MetricsPage(store, Instruments, Metrics, options ?? new ExpositionOptions(), Time);
    }

    public ManualTime Time { get; } = new();

    public CollectorMeter Meter { get; } = new();

    public MeterPage Instruments { get; }

    public ScrapeMetrics Metrics { get; }

    public MetricsPage Page { get; }

    /// <summary>A page of data alone.</summary>
    public static async Task<string> ModulesAsync(SeriesStore store, PageRequest? request = null)
    {
        using var pages = new Pages(store);
        return await pages.WriteAsync((request ?? new PageRequest()) with { Sections = PageSections.Modules });
    }

    public async Task<string> WriteAsync(PageRequest? request = null) => Encoding.UTF8.GetString(await WriteBytesAsync(request));

    public async Task<string> WriteAsync(PageSections sections) => await WriteAsync(new PageRequest { Sections = sections });

    public async Task<byte[]> WriteBytesAsync(PageRequest? request = null)
    {
        using var bytes = new MemoryStream();
        var body = PipeWriter.Create(bytes);
        Assert.Equal(ScrapeOutcome.Served, await Page.WriteAsync(request ?? new PageRequest(), body, CancellationToken.None));
        await body.CompleteAsync();
        return bytes.ToArray();
    }

    public void Dispose()
    {
        Instruments.Dispose();
        Meter.Dispose();
    }
}
