using BenchmarkDotNet.Attributes;
using Collector.Snmp.Modules;
using Collector.Snmp.Security;

namespace Collector.Benchmarks.Snmp;

/// <summary>The same for every hash and cipher. Not gated: one pair stands for all.</summary>
[MemoryDiagnoser]
public class UsmAlgorithmBenchmarks
{
    private UsmExchange _exchange = null!;

    [Params(SnmpAuthProtocol.Md5, SnmpAuthProtocol.Sha, SnmpAuthProtocol.Sha224, SnmpAuthProtocol.Sha256, SnmpAuthProtocol.Sha384, SnmpAuthProtocol.Sha512)]
    public SnmpAuthProtocol Hash { get; set; }

    [Params(SnmpPrivProtocol.Des, SnmpPrivProtocol.Aes, SnmpPrivProtocol.Aes192, SnmpPrivProtocol.Aes256)]
    public SnmpPrivProtocol Cipher { get; set; }

    [GlobalSetup]
    public void Discover() => _exchange = new UsmExchange(Hash, Cipher);

    [Benchmark]
    public ReplyVerdict Write_and_open()
    {
        _exchange.Write();
        return _exchange.Open();
    }
}
