using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Rules;

namespace Collector.Gnmi.Tests.Configuration;

public class SameMappingTests
{
    [Fact]
    public void Rules_that_are_written_twice_are_the_same() => Assert.True(SameMapping.Of(Made(), Made()));

    [Fact]
    public void Any_difference_makes_them_differ()
    {
        MappingOptions[] others =
        [
            Made() with { MetricPrefix = "x" },
            Made() with { Rules = [] },
            Made() with { Rules = [Rule() with { Path = LeafPattern.Parse("/a/c") }] },
            Made() with { Rules = [Rule() with { Help = "other" }] },
            Made() with { Rules = [Rule() with { States = ["UP"] }] },
            Made() with { Rules = [Rule() with { NumberMap = new Dictionary<string, double> { ["UP"] = 2 } }] },
            Made() with { Rules = [Rule() with { NumberMap = null }] },
        ];

        Assert.All(others, other => Assert.False(SameMapping.Of(Made(), other)));
    }

    private static MappingOptions Made() => new() { Rules = [Rule()] };

    private static LeafRule Rule() => new() { Path = LeafPattern.Parse("/a/b"), States = ["UP", "DOWN"], NumberMap = new Dictionary<string, double> { ["UP"] = 1 } };
}
