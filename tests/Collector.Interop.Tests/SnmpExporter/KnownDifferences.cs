using System.Globalization;

namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>
/// Where our pages are not the exporter 0.21's on purpose, module by module, with the reason. One that is not seen fails its test, so that none outlives its reason.
/// Users read of them in docs/differences-from-snmp-exporter.md.
/// </summary>
internal static class KnownDifferences
{
    /// <summary>Later exporters say of which module these are, because a request may name several.</summary>
    private static readonly string[] ScrapeGauges =
    [
        "snmp_scrape_duration_seconds", "snmp_scrape_packets_retried", "snmp_scrape_packets_sent", "snmp_scrape_pdus_returned", "snmp_scrape_walk_duration_seconds",
    ];

    public static IEnumerable<KnownDifference> Of(string module) =>
        [.. ScrapeGauges.Select(gauge => new KnownDifference($"{gauge}{{}}", $"{gauge}{{module=\"{module}\"}}")), .. OfLabels(module)];

    /// <summary>What an error says: later exporters write a Desc's labels otherwise, and name the module.</summary>
    public static string AsLaterExportersSayIt(string error, string module) => error.Replace(
        "constLabels: {}, variableLabels: []", string.Create(CultureInfo.InvariantCulture, $"constLabels: {{module=\"{module}\"}}, variableLabels: {{}}"), StringComparison.Ordinal);

    private static KnownDifference[] OfLabels(string module) => module switch
    {
        "texts" =>
        [
            .. TimeTicksAsText,
            // A code beyond 64 bits: Go leaves it to the processor what comes of it.
            new("labEnumAsInfo_info{labEnumAsInfo=\"-9223372036854775808\",row=\"18\"} 1", "labEnumAsInfo_info{labEnumAsInfo=\"9223372036854775807\",row=\"18\"} 1"),
            new("labEnumAsStateSet{labEnumAsStateSet=\"-9223372036854775808\",row=\"18\"} 1", "labEnumAsStateSet{labEnumAsStateSet=\"9223372036854775807\",row=\"18\"} 1"),
        ],
        "indexes" =>
        [
            // A length that is larger than what follows: the octets that are there.
            new("labByDisplayString{a=\"ab\0\0\0\"} 3", "labByDisplayString{a=\"ab\"} 3"),
            new("labByOctetString{a=\"0x6162000000\"} 4", "labByOctetString{a=\"0x6162\"} 4"),
            new("labByInetAddress{a=\"0x0414FE80000000000000000000000001000000050000\"} 4", "labByInetAddress{a=\"0x0414FE8000000000000000000000000100000005\"} 4"),
            // An octet is an octet.
            new("labByPhysAddress48{a=\"FF:100:01:02:03:04\"} 4", "labByPhysAddress48{a=\"FF:00:01:02:03:04\"} 4"),
        ],
        "lldp_index" =>
        [
            // The exporter takes the first letter of a name for its length.
            new($"labByLldpPortId{{a=\"e-0/0/1{new string('\0', 'g' - 7)}\"}} 2", "labByLldpPortId{a=\"ge-0/0/1\"} 2"),
            new($"labByLldpPortId{{a=\"ocal{new string('\0', 'l' - 4)}\"}} 3", "labByLldpPortId{a=\"local\"} 3"),
        ],
        "inet_lookups" =>
        [
            // Since 0.23 the exporter reads the column that says what the octets are.
            new("labInetLookup{as_InetAddress=\"0xC000\",row=\"1\"} 10", "labInetLookup{as_InetAddress=\"192.0.2.1\",row=\"1\"} 10"),
            new("labInetLookup{as_InetAddress=\"0x20010D\",row=\"2\"} 20", "labInetLookup{as_InetAddress=\"2001:0DB8:0000:0000:0000:0000:0000:0001\",row=\"2\"} 20"),
            // Of a type that is neither, or without that column, all octets.
            new($"labInetLookup{{as_InetAddress=\"0x612E62{new string('0', 90)}\",row=\"3\"}} 30", "labInetLookup{as_InetAddress=\"0x612E62\",row=\"3\"} 30"),
            new("labInetLookup{as_InetAddress=\"0xC000\",row=\"4\"} 40", "labInetLookup{as_InetAddress=\"0xC0000201\",row=\"4\"} 40"),
            new("labInetLookup{as_InetAddress=\"0x0000\",row=\"6\"} 60", "labInetLookup{as_InetAddress=\"\",row=\"6\"} 60"),
        ],
        _ => [],
    };

    /// <summary>A slip of the exporter's formatting.</summary>
    private static IEnumerable<KnownDifference> TimeTicksAsText =>
        new[] { "labDisplayString", "labOctetString", "labPhysAddress48", "labInetAddressIPv4", "labInetAddressIPv6" }
            .Select(name => new KnownDifference($"{name}{{{name}=\"%!s(uint32=4294967295)\",row=\"16\"}} 1", $"{name}{{{name}=\"4294967295\",row=\"16\"}} 1"));
}
