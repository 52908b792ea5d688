using Collector.Daemon.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Daemon.Tests.Configuration;

public sealed class PackingReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("snmp: {}", true, true)]
    [InlineData("snmp: {packing: columns}", true, true)]
    [InlineData("snmp: {packing: off}", false, false)]
    [InlineData("snmp: {packing: {if_mib: off}}", false, true)]
    public void It_is_on_unless_somebody_says_otherwise_for_all_modules_or_for_one(string yaml, bool interfaces, bool others)
    {
        var packing = Read(yaml, out var problems).Packing;
        Assert.Empty(problems);
        Assert.Equal((interfaces, others), (packing.IsOnFor("if_mib"), packing.IsOnFor("system")));
    }

    [Theory]
    [InlineData("snmp: {packing: rows}", "packing: \"rows\" is neither columns nor off")]
    [InlineData("snmp: {packing: {if_mib: [a]}}", "packing: if_mib is neither columns nor off")]
    [InlineData("snmp: {reply_octets: 100}", "reply_octets")]
    public void What_makes_no_sense_is_said(string yaml, string said)
    {
        Read(yaml, out var problems);
        Assert.Contains(said, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_is_not_there_is_an_error()
    {
        var problems = new ConfigurationProblems();
        new SnmpPacking { Modules = new Dictionary<string, (bool, SourcePosition)> { ["if_mob"] = (false, default) } }.Check(SnmpModulesLoader.Load([], new ConfigurationProblems()), problems);
        Assert.Contains("there is no module \"if_mob\"", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    private SnmpSettings Read(string yaml, out ConfigurationProblems problems)
    {
        problems = new ConfigurationProblems();
        return CollectorOptionsReader.Read(_folder.Write("collector.yml", yaml), problems).Snmp;
    }
}
