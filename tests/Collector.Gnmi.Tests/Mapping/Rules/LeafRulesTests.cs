using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Samples;

namespace Collector.Gnmi.Tests.Mapping.Rules;

public sealed class LeafRulesTests
{
    [Theory]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b", "/a/b/c", false)]
    [InlineData("a/b", "/x/a/b", true)]
    [InlineData("b", "/x/m:b", true)] // any module
    [InlineData("m:b", "/x/m:b", true)]
    [InlineData("m:b", "/x/n:b", false)]
    [InlineData("/a/*", "/a/b", true)]
    [InlineData("/a/*", "/a", false)]
    [InlineData("/a/.../b", "/a/b", true)]
    [InlineData("/a/.../b", "/a/x/y/b", true)]
    [InlineData("/a/...", "/a/x/y", true)]
    [InlineData("/...", "/a/x/y", true)]
    [InlineData("/a/b/", "/a/b", true)]
    [InlineData("/a/b", "/a[k]/b", true)]
    public void A_pattern_is_for_paths_or_for_their_ends(string pattern, string path, bool matches) =>
        Assert.Equal(matches, LeafPattern.Parse(pattern).Matches(Shapes.Of(path)));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("/interface[name=x]/mtu")]
    [InlineData("/.../a/.../b/...")]
    public void What_can_be_no_path_of_a_leaf_is_refused(string pattern)
    {
        Assert.False(LeafPattern.TryParse(pattern, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void The_first_rule_that_says_something_counts_and_built_in_ones_are_last()
    {
        var rules = new[]
        {
            new LeafRule { Path = LeafPattern.Parse("oper-status"), Help = "Whether it works." },
            new LeafRule { Path = LeafPattern.Parse("state/*"), Help = "No.", Type = MetricType.Unknown },
        };
        var plan = new GnmicNaming(new() { Rules = rules }, "s").Plan(Shapes.Of("/interfaces/interface[name]/state/oper-status"))!;
        Assert.Equal(("Whether it works.", MetricType.Unknown), (plan.Family.Help, plan.Family.Type));
        Assert.NotNull(plan.Values.NumberMap);
    }

    [Fact]
    public void A_rule_about_text_replaces_the_built_in_numbers_and_keeps_the_states()
    {
        var rules = new[] { new LeafRule { Path = LeafPattern.Parse("oper-status"), Text = TextStyle.StateSet } };
        var plan = new GnmicNaming(new() { Rules = rules }, "s").Plan(Shapes.Of("/interfaces/interface[name]/state/oper-status"))!;
        Assert.Null(plan.Values.NumberMap);
        Assert.Equal("UP", plan.Values.States[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_known_to_be_text_is_no_number(bool stringsAsLabels)
    {
        var plan = new GnmicNaming(new() { StringsAsLabels = stringsAsLabels }, "s").Plan(Shapes.Of("/components/component[name]/state/serial-no"))!;
        Assert.Equal((TextStyle.Info, NumberReading.Never), (plan.Values.Text, plan.Values.Numbers));
    }

    [Fact]
    public void Leaves_can_be_left_out()
    {
        var rules = new[] { new LeafRule { Path = LeafPattern.Parse("/a/..."), IsDropped = true } };
        var naming = new GnmicNaming(new() { Rules = rules }, "s");
        Assert.Null(naming.Plan(Shapes.Of("/a/b")));
        Assert.NotNull(naming.Plan(Shapes.Of("/b/a")));
    }
}
