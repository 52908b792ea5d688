using System.Net;

namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>Devices for which the exporter 0.21 has no answer, or none any more, get one from us.</summary>
public sealed class BetterThanTheExporterTests(ComparedServers servers) : IClassFixture<ComparedServers>
{
    [Theory]
    [InlineData("invalid_utf8", "labInvalid", """{labInvalid="a{0}b{0}",row="1"}""")]
    [InlineData("invalid_index", "labInvalidIndex", """{a="{0}("}""")]
    public async Task Text_that_is_no_utf8_fails_there_and_has_replacement_characters_here(string module, string metric, string labels)
    {
        var query = $"target={servers.Target("laboratory")}&module={module}";
        var theirs = await servers.TheirsAsync(query);
        var ours = await servers.OfLegacyAsync(query);

        Assert.Equal(500, theirs.Status);
        Assert.Contains("is not valid UTF-8", theirs.Body, StringComparison.Ordinal);
        // One for each run of octets that are none, as exporters since 0.24 have it.
        Assert.Contains($"{metric}{labels.Replace("{0}", "\uFFFD", StringComparison.Ordinal)} 1", ours.Facts);
    }

    [Theory]
    [InlineData("bits_lookups", "127.76.21.1", "labBitsLookup{as_Bits=\"0x80\",row=\"1\"} 10")]
    [InlineData("date_lookups", "127.76.21.2", "labDateLookup{as_Date=\"0x07E60B160C1E2D05\",row=\"1\"} 10")]
    public async Task A_looked_up_type_that_ends_the_exporter_is_hexadecimal_here(string module, string address, string fact)
    {
        var query = $"target={servers.Target("laboratory")}&module={module}";
        await using var doomed = await RealExporter.StartAsync(servers.LegacyFile, IPAddress.Parse(address));

        await Assert.ThrowsAsync<HttpRequestException>(() => ExporterPage.GetAsync(doomed.Address, query));
        await doomed.EndedAsync();
        Assert.Contains("panic: Unknown index type", doomed.Output, StringComparison.Ordinal);

        Assert.Contains(fact, (await servers.OfLegacyAsync(query)).Facts);
    }
}
