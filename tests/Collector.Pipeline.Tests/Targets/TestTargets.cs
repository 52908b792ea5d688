using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Tests.Targets;

/// <summary>Targets with the least a target needs.</summary>
internal static class TestTargets
{
    public static Target Of(string address) => new()
    {
        Instance = address,
        Address = address,
        Labels = LabelSet.From([new Label("instance", address)]),
        Modules = ["if_mib"],
        Auth = "public_v2",
        Interval = TimeSpan.FromSeconds(60),
        Deadline = TimeSpan.FromSeconds(60),
    };
}
