using System.IO.Pipelines;
using System.Text;
using Collector.Export.Exposition;
using Collector.Pipeline.Store;

namespace Collector.Export.Tests.Exposition;

/// <summary>Pages as a reader gets them that takes everything at once.</summary>
internal static class Pages
{
    public static async Task<string> WriteAsync(SeriesStore store, PageRequest? request = null) =>
        Encoding.UTF8.GetString(await WriteBytesAsync(new MetricsPage(store, TimeProvider.System, new PageLimits()), request));

    public static async Task<string> WriteAsync(MetricsPage page, PageRequest? request = null) => Encoding.UTF8.GetString(await WriteBytesAsync(page, request));

    public static async Task<byte[]> WriteBytesAsync(MetricsPage page, PageRequest? request = null)
    {
        using var bytes = new MemoryStream();
        var body = PipeWriter.Create(bytes);
        Assert.Equal(PageEnd.Served, await page.WriteAsync(request ?? new PageRequest(), body, CancellationToken.None));
        await body.CompleteAsync();
        return bytes.ToArray();
    }
}
