using BenchmarkDotNet.Attributes;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Benchmarks.Snmp.Modules;

/// <summary>Loading a generated snmp.yml of 60,000 lines: the gate is 2 s. Allocation is what the parser and the tree take and leave behind.</summary>
[MemoryDiagnoser]
public class LoadBenchmark
{
    private string _text = "";

    [GlobalSetup]
    public void Write() => _text = GeneratedSnmpYaml.Write(60_000);

    [Benchmark]
    public int Load_60_000_lines()
    {
        var problems = new ConfigurationProblems();
        var reader = new SnmpConfigReader(problems);
        reader.Add(YamlFile.Load(new StringReader(_text), "snmp.yml", problems));
        return reader.Build().Modules.Count;
    }
}
