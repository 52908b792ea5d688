using Collector.Testing;

namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>What <c>/snmp</c> answered, as facts that can be compared one by one: a HELP, a TYPE or a series with its value each.</summary>
/// <remarks>A page is read strictly: what breaks the format is an exception. Other answers are one fact, the status with the body.</remarks>
internal sealed record ExporterPage(int Status, string Body)
{
    public static async Task<ExporterPage> GetAsync(Uri server, string query)
    {
        using var client = new HttpClient { Timeout = Patience.Limit };
        using var response = await client.GetAsync(new Uri(server, "snmp?" + query));
        return new ExporterPage((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<string> Facts => Status == 200 ? [.. ExpositionParser.ParseText(Body).SelectMany(FactsOf)] : [$"{Status} {Body}"];

    /// <summary>A value as it is written, 1e+06 and not 1000000. What the page says of its own making, times and packets, is there without a value.</summary>
    private static IEnumerable<string> FactsOf(ParsedFamily family) =>
    [
        $"# HELP {family.Name} {family.Help}",
        $"# TYPE {family.Name} {family.Type}",
        .. family.Samples.Select(sample => family.Name.StartsWith("snmp_scrape_", StringComparison.Ordinal)
            ? sample.Series
            : $"{sample.Series} {sample.Text}"),
    ];
}
