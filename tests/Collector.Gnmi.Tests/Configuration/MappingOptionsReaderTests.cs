using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Tests.Configuration;

public sealed class MappingOptionsReaderTests
{
    private const string Everything = """
        mapping:
          metric-prefix: net
          append-subscription-name: true
          strings-as-labels: true
          rules:
            - path: /components/component/state/temperature/instant
              type: gauge
              help: How warm it is.
              unit: celsius
            - { path: port-state, values: { GOOD: 1, BAD: 0.5 } }
            - { path: mode, states: [ON, OFF], label: mode }
            - { path: counters/.../note, text: info }
            - { path: optical/*, ieee-float: true }
            - { path: /cli/..., drop: true }
          list-keys:
            interface: name
            port: [slot, port]
          labels:
            description: /interfaces/interface/state/description
        """;

    [Fact]
    public void Everything_is_understood()
    {
        var (read, problems) = Read(Everything);
        Assert.Empty(problems);
        Assert.Equal(("net", true, true), (read.MetricPrefix, read.AppendSubscriptionName, read.StringsAsLabels));
        Assert.Equal((MetricType.Gauge, "How warm it is.", "celsius"), (read.Rules[0].Type, read.Rules[0].Help, read.Rules[0].Unit));
        Assert.Equal(0.5, read.Rules[1].NumberMap!["BAD"]);
        Assert.Equal((TextStyle.StateSet, "mode"), (read.Rules[2].Text, read.Rules[2].TextLabel));
        Assert.Equal(["ON", "OFF"], read.Rules[2].States!);
        Assert.Equal(TextStyle.Info, read.Rules[3].Text);
        Assert.True(read.Rules[4].IsIeeeFloat);
        Assert.True(read.Rules[5].IsDropped);
        Assert.Equal(["slot", "port"], read.ListKeys["port"]);
        Assert.Equal(["name"], read.ListKeys["interface"]);
        Assert.Equal(("description", "/interfaces/interface/state/description"), (read.Joins[0].Label, read.Joins[0].Leaf.Text));
    }

    [Fact]
    public void It_is_part_of_the_gnmi_section()
    {
        using var yaml = new GnmiYaml();
        var mapping = yaml.Read(Everything + "\nnames: native\n").Options.Mapping;
        Assert.Empty(yaml.Messages);
        Assert.Equal(Read(Everything).Options with { Names = NamingScheme.Native }, mapping);
    }

    [Fact]
    public void The_example_in_the_documentation_is_valid()
    {
        var page = Testing.Docs.Read("gnmi-names.md");
        var start = page.IndexOf("gnmi:\n", StringComparison.Ordinal) + "gnmi:\n".Length;
        using var yaml = new GnmiYaml();
        var section = page[start..page.IndexOf("```", start, StringComparison.Ordinal)].Replace("\n  ", "\n", StringComparison.Ordinal)[2..];
        Assert.NotEmpty(yaml.Read(section).Options.Mapping.Joins);
        Assert.Empty(yaml.Messages);
    }

    [Fact]
    public void The_same_text_is_the_same_options()
    {
        Assert.Equal(Read(Everything).Options, Read(Everything).Options);
        Assert.NotEqual(Read(Everything).Options, Read(Everything.Replace("0.5", "0.6", StringComparison.Ordinal)).Options);
        Assert.NotEqual(Read(Everything).Options, Read(Everything.Replace("[slot", "[slots", StringComparison.Ordinal)).Options);
    }

    [Fact]
    public void What_is_not_written_stays_as_it_was()
    {
        var below = new MappingOptions { Names = NamingScheme.Native, MetricPrefix = "x" };
        Assert.Equal(below, Read("mapping: {}", below).Options);
        Assert.Equal(below, Read("other: 1", below).Options);
    }

    [Theory]
    [InlineData("mapping: { rules: [ { type: gauge } ] }", "f.yml:1:21: path is required")]
    [InlineData("mapping: { rules: [ { path: 'a[b=c]' } ] }", "f.yml:1:29: path: \"a[b=c]\": a rule is for all entries of a list; leave the keys out")]
    [InlineData("mapping: { rules: [ { path: a, type: count } ] }", "f.yml:1:38: type: \"count\" is not one of counter, gauge, untyped")]
    [InlineData("mapping: { rules: [ { path: a, values: { UP: up } } ] }", "f.yml:1:46: values: UP: \"up\" is not a number")]
    [InlineData("mapping: { rules: [ { path: a, values: { UP: 1 }, text: info } ] }", "f.yml:1:40: values are numbers for text and text is labels; one rule says one of them")]
    [InlineData("mapping: { rules: [ { path: a, text: info, states: [UP] } ] }", "f.yml:1:52: states are of a state-set, and text says info")]
    [InlineData("mapping: { rules: [ { path: a, label: 1x } ] }", "f.yml:1:39: \"1x\" is not a label name: letters, digits and _, and no digit first")]
    [InlineData("mapping: { rules: [ { path: a, unit: m/s } ] }", "f.yml:1:38: unit: \"m/s\" cannot end a metric's name: letters, digits, - and _")]
    [InlineData("mapping: { list-keys: { 'a/b': c } }", "f.yml:1:25: list-keys: \"a/b\" is not the name of a list: write it without its path and its module")]
    [InlineData("mapping: { list-keys: { a: [] } }", "f.yml:1:28: list-keys: a has 1 to 8 keys")]
    [InlineData("mapping: { labels: { __x: /a/b } }", "f.yml:1:22: label __x: names that begin with __ are Prometheus' own")]
    [InlineData("mapping: { labels: { x: a/b } }", "f.yml:1:25: labels: x: \"a/b\" is not the whole path of one leaf: it begins with a slash and has no * and no ...")]
    [InlineData("mapping: { labels: { x: } }", "f.yml:1:25: labels: x needs the path of a leaf")]
    [InlineData("mapping: { rule: [] }", "f.yml:1:12: unknown key \"rule\"")]
    public void What_is_wrong_is_said_with_its_place(string yaml, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Read(yaml).Problems).ToString(), StringComparison.Ordinal);

    private static (MappingOptions Options, ConfigurationProblems Problems) Read(string yaml, MappingOptions? below = null)
    {
        var problems = new ConfigurationProblems();
        var section = MappingReader.OverDocument(YamlFile.Load(new StringReader(yaml), "f.yml", problems), problems)!;
        return (MappingOptionsReader.Read(section, below ?? new MappingOptions(), problems), problems);
    }
}
