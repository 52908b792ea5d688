using Collector.Gnmi.Paths;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Tests.Subscriptions;

public class SameContentTests
{
    [Fact]
    public void Subscriptions_that_are_written_twice_are_the_same()
    {
        Assert.True(SameContent.Of(Made(), Made()));
        Assert.True(SameContent.Of(Made(), Made() with { WrittenAt = new SourcePosition("other.yml", 3, 1) }));
    }

    [Fact]
    public void Any_difference_makes_them_differ()
    {
        SubscriptionOptions[] others =
        [
            Made() with { Name = "other" },
            Made() with { Prefix = null },
            Made() with { Models = ["m", "n"] },
            Made() with { Depth = 1 },
            Made() with { Mode = SubscriptionListMode.Once },
            Made() with { History = new HistoryOptions(1, null, null) },
            Made() with { Paths = [Group("b")] },
            Made() with { Paths = [Group("a"), Group("a")] },
            Made() with { Paths = [Group("a") with { SampleInterval = TimeSpan.FromSeconds(1) }] },
            Made() with { Paths = [new SubscribedPaths { Paths = [new GnmiPath { Elements = [new GnmiPathElement("a", [KeyValuePair.Create("k", "other")])] }] }] },
        ];

        Assert.All(others, other => Assert.False(SameContent.Of(Made(), other)));
    }

    private static SubscriptionOptions Made() => new()
    {
        Name = "ifc",
        Prefix = new GnmiPath { Elements = [new GnmiPathElement("p")] },
        Models = ["m"],
        History = new HistoryOptions(null, 1, 2),
        Paths = [Group("a")],
    };

    private static SubscribedPaths Group(string name) =>
        new() { Paths = [new GnmiPath { Elements = [new GnmiPathElement(name, [KeyValuePair.Create("k", "v")])] }] };
}
