using Collector.Daemon.Configuration;
using Collector.Daemon.Reloading;
using Collector.Daemon.Tests.Configuration;
using Collector.Fuzz;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Daemon.Tests.Reloading;

public sealed class MutatedConfigurationTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();
    private readonly CollectorMeter _meter = new();
    private readonly TargetRegistry _registry = new(NullLogger<TargetRegistry>.Instance);

    public void Dispose()
    {
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_thousand_damaged_configurations_are_refused_with_a_reason_or_put_in_force_whole()
    {
        var (collector, snmp) = (FuzzTargets.Named("collector.yml"), FuzzTargets.Named("snmp.yml"));
        var path = _folder["collector.yml"];
        await File.WriteAllBytesAsync(path, collector.Samples[0]);
        await File.WriteAllBytesAsync(_folder["snmp.yml"], snmp.Samples[0]);
        var source = new ConfigurationSource(path, problems => CollectorConfigurationLoader.Load(path, problems));
        using var discovery = new TargetDiscovery(_registry, new ManualTime(), NullLogger<TargetDiscovery>.Instance);
        var running = new RunningConfiguration(source.Load(new ConfigurationProblems()));
        discovery.Use(running.Current.Targets);
        using var reload = new ConfigurationReload(source, running, discovery, new ReloadMetrics(_meter, TimeProvider.System), TimeProvider.System, NullLogger<ConfigurationReload>.Instance);
        var refused = 0;
        for (var seed = 1; seed <= 1000; seed++)
        {
            // One file is damaged, or both are.
            await File.WriteAllBytesAsync(path, seed % 3 == 0 ? collector.Samples[0] : Mutator.Mutate(collector, seed));
            await File.WriteAllBytesAsync(_folder["snmp.yml"], seed % 3 == 1 ? snmp.Samples[0] : Mutator.Mutate(snmp, seed));
            var (before, targets) = (running.Current, _registry.Current);
            var problems = await reload.ReloadAsync(default);
            if (problems.HasErrors)
            {
                refused++;
                Assert.All(problems, problem => Assert.NotEqual("", problem.Message));
                Assert.True(ReferenceEquals(before, running.Current) && ReferenceEquals(targets, _registry.Current), $"seed {seed} was refused and something of it is in force");
            }
            else
            {
                Assert.False(ReferenceEquals(before, running.Current));
                Assert.True(ReferenceEquals(running.Definitions, _registry.Current.Definitions), $"seed {seed} is in force, but not its targets");
            }
        }

        Assert.InRange(refused, 500, 999); // both ways were tried
    }
}
