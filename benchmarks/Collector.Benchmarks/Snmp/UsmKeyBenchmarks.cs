using BenchmarkDotNet.Attributes;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Benchmarks.Snmp;

/// <summary>The setting up of a key, which happens off the lanes: a password's once, a Reeder extension's for every engine.</summary>
public class UsmKeyBenchmarks
{
    private readonly byte[] _engineId = [0x80, 0, 0x7E, 0xD9, 5, 1, 2, 3, 4];
    private readonly byte[] _master = KeyDerivation.PasswordToKey(SnmpAuthProtocol.Sha, "authentic"u8);

    [Benchmark]
    public byte[] Password_to_key() => KeyDerivation.PasswordToKey(SnmpAuthProtocol.Sha, "authentic"u8);

    [Benchmark]
    public byte[] Localize() => KeyDerivation.Localize(SnmpAuthProtocol.Sha, _master, _engineId);

    [Benchmark]
    public byte[] Extend_after_Reeder() => KeyDerivation.PrivacyKey(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes256C, KeyDerivation.Localize(SnmpAuthProtocol.Sha, _master, _engineId), _engineId);
}
