using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Mapping;

/// <summary>Walks with a slower pace: what a poll does not read stays as it was, for the rows that are still there.</summary>
public sealed class CarriedObjectsTests
{
    private const string InOctets = "1.3.6.1.2.1.2.2.1.10";
    private const string HCInOctets = "1.3.6.1.2.1.31.1.1.1.6";
    private const string Name = "1.3.6.1.2.1.31.1.1.1.1";

    private static readonly Oid XTable = Oid.Parse("1.3.6.1.2.1.31.1.1");

    private readonly SnapshotPool _pool = new(new ReaderEpochs());
    private readonly LabelWriter _labels = new();
    private readonly ModuleState _module = new(
        ModuleCompiler.Compile(PollingFixture.Interfaces.Modules["interfaces"], 0, new ConfigurationProblems()), LabelSet.Empty);

    [Fact]
    public void A_column_that_is_not_read_keeps_its_values_and_its_labels()
    {
        var first = Poll(null, ($"{InOctets}.1", 10), ($"{HCInOctets}.1", 1000));

        var second = SeriesReading.Read(Poll(first, ($"{InOctets}.1", 20)));

        Assert.Equal(20, second["ifInOctets{ifIndex=\"1\",ifName=\"eth1\"}"]);
        Assert.Equal(1000, second["ifHCInOctets{ifIndex=\"1\",ifName=\"eth1\"}"]);
    }

    [Fact]
    public void A_row_that_went_takes_its_carried_values_with_it()
    {
        var first = Poll(null, ($"{InOctets}.1", 10), ($"{InOctets}.2", 11), ($"{HCInOctets}.1", 1000), ($"{HCInOctets}.2", 1001));

        var second = SeriesReading.Read(Poll(first, ($"{InOctets}.2", 21)));

        Assert.Equal(["ifHCInOctets{ifIndex=\"2\",ifName=\"eth2\"}", "ifInOctets{ifIndex=\"2\",ifName=\"eth2\"}"], second.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_table_of_which_nothing_is_read_keeps_its_rows()
    {
        var first = Poll(null, ($"{HCInOctets}.1", 1000), ($"{HCInOctets}.2", 1001));
        var everything = new CarriedObjects(first, [Oid.Parse("1.3.6.1.2.1")]);
        _module.BeginPoll(_pool);

        var second = SeriesReading.Read(_module.Finish(_pool, _labels, isComplete: true, everything));

        Assert.Equal(1001, second["ifHCInOctets{ifIndex=\"2\",ifName=\"eth2\"}"]);
        Assert.Equal(2, second.Count);
    }

    [Fact]
    public void A_row_that_has_become_another_interface_does_not_get_the_carried_values_of_the_old_one()
    {
        var name = Modules.Lookup("ifName", Modules.Root + ".3", by: "ifIndex");
        var module = new MappedModule(Modules.Compile(
            Modules.Metric("fast", Modules.Root + ".2", SnmpMetricType.Counter, [Modules.Index("ifIndex")], name),
            Modules.Metric("slow", Modules.Root + ".4", SnmpMetricType.Counter, [Modules.Index("ifIndex")], name)));
        AgentVarbind[] Rows(string seven) =>
        [
            AgentVarbind.Counter64(Modules.Root + ".2.7", 70), AgentVarbind.Counter64(Modules.Root + ".2.9", 90),
            AgentVarbind.Text(Modules.Root + ".3.7", seven), AgentVarbind.Text(Modules.Root + ".3.9", "eth9"),
        ];
        module.Poll([.. Rows("eth7"), AgentVarbind.Counter64(Modules.Root + ".4.7", 700), AgentVarbind.Counter64(Modules.Root + ".4.9", 900)]);

        module.Begin();
        module.Walk(Modules.Root);
        module.Reply(Rows("another"));
        module.Publish(carried: Oid.Parse(Modules.Root + ".4"));

        Assert.Equal(
            ["fast{ifIndex=\"7\",ifName=\"another\"}", "fast{ifIndex=\"9\",ifName=\"eth9\"}", "slow{ifIndex=\"9\",ifName=\"eth9\"}"],
            SeriesReading.Read(module.Published!).Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The first poll reads names and all; a later one leaves the ifXTable to its slower pace.</summary>
    private ModuleSnapshot Poll(ModuleSnapshot? previous, params (string Oid, int Value)[] counters)
    {
        _module.BeginPoll(_pool);
        var mapper = new ReplyMapper(_module, _pool, new WalkCursor(), default, 0);
        foreach (var (oid, value) in counters)
        {
            byte[] content = [(byte)(value >> 8), (byte)value];
            Assert.True(mapper.OnVarbind(new Varbind(Oid.Parse(oid).Encoded, new SnmpValue(SmiType.Counter64, content))));
            if (previous is not null) continue;
            var row = oid[(oid.LastIndexOf('.') + 1)..];
            Assert.True(mapper.OnVarbind(new Varbind(Oid.Parse($"{Name}.{row}").Encoded, new SnmpValue(SmiType.OctetString, System.Text.Encoding.ASCII.GetBytes("eth" + row)))));
        }

        return _module.Finish(_pool, _labels, isComplete: true, previous is null ? CarriedObjects.None : new CarriedObjects(previous, [XTable]));
    }
}
