namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>What <c>/snmp</c> answers to requests that make no sense, and for devices that do not answer, in the exporter's words.</summary>
public sealed class RefusalTests(ComparedServers servers) : IClassFixture<ComparedServers>
{
    [Theory]
    [InlineData("")]
    [InlineData("module=ucd")]
    [InlineData("target=&module=ucd")]
    [InlineData("target=127.76.20.99&target=127.76.20.98&module=ucd")]
    [InlineData("target=127.76.20.99&module=nothing")]
    [InlineData("target=127.76.20.99&module=%22%C3%BC%0A")]
    public async Task A_request_that_makes_no_sense_is_refused_in_the_same_words(string query)
    {
        var theirs = await servers.TheirsAsync(query);
        var ours = await servers.OfLegacyAsync(query);

        Assert.Equal(400, theirs.Status);
        Assert.Equal(theirs, ours);
    }

    [Theory]
    [InlineData("impatient_get")]
    [InlineData("impatient_walk")]
    public async Task A_device_that_does_not_answer_fails_in_the_same_words(string module)
    {
        var (theirs, ours) = await OfSilentDeviceAsync(module);

        Assert.Contains("request timeout (after 1 retries)", theirs, StringComparison.Ordinal);
        Assert.Equal(theirs, ours);
    }

    /// <summary>In the exporter all modules share the last <c>retries</c> of the file.</summary>
    [Fact]
    public async Task The_retries_of_a_module_are_its_own()
    {
        var (theirs, ours) = await OfSilentDeviceAsync("unrepeated");

        Assert.Contains("(after 1 retries)", theirs, StringComparison.Ordinal);
        Assert.Equal(theirs.Replace("after 1 retries", "after 0 retries", StringComparison.Ordinal), ours);
    }

    [Fact]
    public async Task A_module_without_a_get_or_a_walk_is_an_empty_page()
    {
        var query = $"target={servers.SilentTarget}&module=nothing_asked";

        var theirs = await servers.TheirsAsync(query);
        var ours = await servers.OfLegacyAsync(query);

        var unexplained = KnownDifference.Unexplained(theirs, ours, KnownDifferences.Of("nothing_asked")).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
    }

    [Fact]
    public async Task Several_modules_of_one_request_are_what_single_requests_say()
    {
        var target = servers.Target("router");

        var together = await servers.OfLegacyAsync($"target={target}&module=bgp,routes&module=listeners");

        var single = new List<string>();
        foreach (var module in new[] { "bgp", "routes", "listeners" })
            single.AddRange((await servers.TheirsAsync($"target={target}&module={module}")).Facts.Where(fact => !fact.Contains("snmp_scrape_", StringComparison.Ordinal)));
        var facts = together.Facts.Where(fact => !fact.Contains("snmp_scrape_", StringComparison.Ordinal));
        Assert.Equal(single.Order(StringComparer.Ordinal), facts.Order(StringComparer.Ordinal));
    }

    private async Task<(string Theirs, string Ours)> OfSilentDeviceAsync(string module)
    {
        var query = $"target={servers.SilentTarget}&module={module}";
        var (theirs, ours) = (servers.TheirsAsync(query), servers.OfLegacyAsync(query));
        Assert.Equal((500, 500), ((await theirs).Status, (await ours).Status));
        return (KnownDifferences.AsLaterExportersSayIt((await theirs).Body, module), (await ours).Body);
    }
}
