using Collector.Snmp.Modules;

namespace Collector.Daemon.Tests.Configuration;

/// <summary><c>snmp.paces</c> of collector.yml.</summary>
public sealed class PacesTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_word_names_and_constants_are_read_every_ten_minutes()
    {
        var paces = _folder.Load("").Modules.Paces;
        Assert.True(paces.IsOn);
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)), (paces.Labels, paces.Constants));
        Assert.Empty(_folder.Messages);
    }

    [Fact]
    public void They_can_be_turned_off_for_all_and_for_one_module()
    {
        Assert.False(_folder.Load("snmp: { paces: off }").Modules.Paces.For("if_mib").IsOn);
        var paces = _folder.Load("snmp: { paces: { modules: { if_mib: off } } }").Modules.Paces;
        Assert.Equal((false, true), (paces.For("if_mib").IsOn, paces.For("entity_mib").IsOn));
        Assert.Empty(_folder.Messages);
    }

    [Fact]
    public void A_module_says_it_over_what_is_said_of_all()
    {
        var paces = _folder.Load("""
            snmp:
              paces:
                labels: 1h
                columns: { ifAlias: 2m, ifMtu: 3m }
                modules: { if_mib: { labels: 5m, columns: { ifAlias: 4m } } }
            """).Modules.Paces;
        Assert.Empty(_folder.Messages);
        ModulePaces own = paces.For("if_mib"), other = paces.For("entity_mib");
        Assert.Equal((TimeSpan.FromMinutes(5), true, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(3)), (own.Labels, own.TakesAllLabels, own.Columns["ifAlias"], own.Columns["ifMtu"]));
        Assert.Equal((TimeSpan.FromHours(1), false, TimeSpan.FromMinutes(2)), (other.Labels, other.TakesAllLabels, other.Columns["ifAlias"]));
    }

    [Fact]
    public void Whatever_makes_no_sense_is_said_at_once_with_its_place()
    {
        _folder.Load("""
            snmp:
              paces:
                labels: 2d
                constants: 5
                label: 1m
                columns: { ifAlias: soon }
                modules: { entity_mib: on }
            """);
        Assert.Equal(
            [
                "collector.yml:3:13: labels: 2d is not between 0s and 1d",
                "collector.yml:4:16: constants: 5 has no unit; write 5s for seconds or 5ms for milliseconds",
                "collector.yml:6:25: ifAlias: \"soon\" is not a duration such as 30s, 1m30s or 500ms",
                "collector.yml:7:28: entity_mib: \"on\" is neither off nor a mapping of labels, constants, columns",
                "collector.yml:5:5: unknown key \"label\"; did you mean \"labels\"?",
            ],
            _folder.Messages);
    }

    [Fact]
    public void A_name_that_no_module_has_and_a_counter_are_mistakes()
    {
        _folder.Load("""
            snmp:
              paces:
                columns: { ifHCInOctets: 5m, ifAlia: 5m, 1.3.6.1.2.1.31.1.1.1.18: 5m, 1.2.3: 5m }
                modules: { if_mibs: off, if_mib: { columns: { sysName: 5m } } }
            """);
        Assert.Equal(
            [
                "collector.yml:3:16: paces: ifHCInOctets is a counter, which every poll reads",
                "collector.yml:3:34: paces: no module has a metric or a looked-up label \"ifAlia\"; did you mean \"ifAlias\"?",
                "collector.yml:3:75: paces: no module has a metric or a looked-up label \"1.2.3\"",
                "collector.yml:4:16: paces: there is no module \"if_mibs\"; did you mean \"if_mib\"?",
                "collector.yml:4:51: paces: module if_mib does not have a metric or a looked-up label \"sysName\"",
            ],
            _folder.Messages);
    }
}
