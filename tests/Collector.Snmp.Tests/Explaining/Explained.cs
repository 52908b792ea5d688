using Collector.Snmp.Ber;
using Collector.Snmp.Explaining;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Explaining;

/// <summary>Explains polls of fake agents, through the real engine and real sockets.</summary>
internal static class Explained
{
    /// <summary>What the module <c>test</c> makes of a well-behaved agent.</summary>
    public static async Task<ModuleExplanation> ModuleAsync(string agentAt, FakeMib mib, SnmpModuleOptions module, string? about = null, params SnmpModuleOptions[] others)
    {
        using var agent = FakeAgent.Serving(agentAt, mib);
        return Assert.Single((await PollAsync(agent, module, about, others: others)).Modules);
    }

    public static async Task<PollExplanation> PollAsync(FakeAgent agent, SnmpModuleOptions module, string? about = null, string auth = "public_v2", TimeSpan? timeout = null, bool alsoScheduled = false, SnmpPaces? paces = null, params SnmpModuleOptions[] others)
    {
        var modules = new SnmpModules([module, .. others], PollingFixture.Interfaces.Auths.Values);
        modules = modules.With(paces ?? SnmpPaces.Off, modules.Packing);
        await using var polling = PollingFixture.Start(modules);
        var target = PollingFixture.Target(agent.Endpoint.ToString(), module.Name, auth, interval: TimeSpan.FromSeconds(30), timeout: timeout);
        return await new Explainer(polling.Engine).ExplainAsync(target, modules, about is null ? null : Oid.Parse(about), alsoScheduled, default);
    }

    public static MetricExplanation Metric(this ModuleExplanation module, string name) => module.Metrics.Single(metric => metric.Name == name);
}
