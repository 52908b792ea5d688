using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>A whole poll of a module that has every metric type: texts, dates, bits, addresses by subtype, numbers out of text. The figure is for a varbind.</summary>
[MemoryDiagnoser]
public class MetricTypesBenchmark
{
    private const int Rows = 20;
    private const int Columns = 24;
    private const int RowsOfReply = 25;

    private static readonly Oid Root = Oid.Parse(EveryMetricType.Entry);

    private readonly SnapshotPool _pool = new(new ReaderEpochs());
    private readonly LabelWriter _labels = new();
    private readonly WalkCursor _cursor = new();
    private readonly byte[][][] _polls = [Write(0), Write(1)];
    private ModuleState _state = null!;
    private ModuleSnapshot? _published;
    private int _next;

    /// <summary>The rows are known, and so is every text.</summary>
    [GlobalSetup]
    public void Begin()
    {
        var problems = new ConfigurationProblems();
        var reader = new SnmpConfigReader(problems);
        reader.Add(YamlFile.Load(new StringReader(EveryMetricType.Yaml), "every_type.yml", problems));
        _state = new ModuleState(ModuleCompiler.Compile(reader.Build().Modules["every_type"], 0, problems), LabelSet.Empty);
        if (problems.Count > 0 || A_poll() != Rows * Columns) throw new InvalidOperationException($"The replies do not fit the module. {problems}");
        A_poll();
    }

    /// <summary>Begins, binds and publishes. Counters differ from the poll before, texts do not.</summary>
    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    [AllocationLimit]
    public int A_poll()
    {
        _state.BeginPoll(_pool);
        _cursor.Begin(Root);
        var taken = 0;
        foreach (byte[] reply in _polls[_next++ & 1])
        {
            var mapper = new ReplyMapper(_state, _pool, _cursor, Root.Encoded, 1);
            PduReader.ReadVarbinds(InterfaceReplies.VarbindsOf(reply), ref mapper);
            mapper.Save(_cursor);
            taken += mapper.Taken;
        }

        var next = _state.Finish(_pool, _labels, isComplete: true, CarriedObjects.None);
        if (_published is not null) _pool.Retire(_published);
        _published = next;
        return taken;
    }

    private static byte[][] Write(int poll) => [.. EveryMetricType.Walk(Rows, poll).Chunk(RowsOfReply).Select(Write)];

    private static byte[] Write((string Name, SmiType Type, byte[] Content)[] varbinds)
    {
        var buffer = new byte[4096];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min));
        foreach (var (name, type, content) in varbinds) writer.TryAdd(Oid.Parse(name).Encoded, type, content);
        writer.TryComplete(out int length);
        return buffer[..length];
    }
}
