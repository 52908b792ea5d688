using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Snmp.Modules;
using Collector.Snmp.Security;

namespace Collector.Benchmarks.Snmp;

/// <summary>What SNMPv3 adds to a poll's work on octets at authPriv: write a GETBULK, open a response of 50 Counter64.</summary>
[MemoryDiagnoser] // anything but 0 B per operation is a regression
public class UsmBenchmarks
{
    private UsmExchange _exchange = null!;

    [GlobalSetup]
    public void Discover() => _exchange = new UsmExchange(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes);

    [Benchmark]
    [AllocationLimit]
    public int Write_request() => _exchange.Write();

    [Benchmark]
    [AllocationLimit]
    [SpeedLimit(ReferenceKind.Ciphers)]
    public ReplyVerdict Open_response() => _exchange.Open();
}
