using System.Text;
using Collector.Daemon.Endpoints.OnDemand;
using Collector.Snmp.Transport.Addresses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Collector.Fuzz.Targets;

/// <summary>The query of <c>/snmp</c>, from the text behind the question mark to the address that would be asked.</summary>
internal sealed class SnmpQueryTarget : FuzzTarget
{
    public override string Name => "snmp-query";

    public override IReadOnlyList<byte[]> Samples { get; } = new[]
    {
        "target=192.0.2.1&module=if_mib", "target=tcp://[2001:db8::1]:1161&module=a,b,,a&module=c&auth=public_v3&snmp_context=vrf%20x&snmp_engineid=80001f8880a1b2c3d4&snmp_debug_packets=true",
        "module=if_mib&target=udp6://host.example.org:161", "target=%5Bfe80::1%25eth0%5D",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override IReadOnlyList<byte[]> Tokens { get; } = new[]
    {
        "&", "=", "&target=", "&module=", "&auth=", "&snmp_context=", "&snmp_engineid=", "%00", "%", "%0A", "%C3%28", "%F0%9F%98%80", "+", ",", ";", "[", "]", ":", "://", "tcp://", "udp4://", ":0", ":65536", ":-1", "::", "%25", "\u0130", "0x", "0177.1",
    }.Select(Encoding.UTF8.GetBytes).ToList();

    public override void Read(byte[] input)
    {
        var query = new QueryCollection(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(input)));
        if (!SnmpQuery.TryRead(query, out var read, out var error))
        {
            Must(error.Length > 0, "a refusal says why");
            return;
        }

        Must(read.Target.Length > 0 && read.Modules.Count > 0, "there is something to ask, and somebody");
        Must(read.Modules.Distinct(StringComparer.Ordinal).Count() == read.Modules.Count && read.Modules.All(module => module.Length > 0), "a module is asked for once, by name");
        _ = SnmpQuery.IsEngineId(read.Context.EngineId);
        if (!TargetAddress.TryParse(read.Target, out var address, out var wrong)) Must(wrong.Length > 0, "a target that is none says why");
        else Must(address.Host.Length > 0 && address.Port is > 0 and <= 65535, "an address has a host and a port");
    }
}
