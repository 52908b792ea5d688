namespace Collector.Interop.Tests.Deploy;

/// <summary>Tests that look at one <see cref="MonitoredFleet"/>.</summary>
[CollectionDefinition(Name)]
public sealed class DeployedCollection : ICollectionFixture<MonitoredFleet>
{
    public const string Name = "deployed";
}
