using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Lets a test await the first publication of a target.</summary>
internal sealed class PublicationWaiting : IPublicationObserver
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> _published = new();

    public Task For(string instance) => Of(instance).Task.WaitAsync(Patience.Limit);

    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous)
    {
        if (current is not null) Of(series.Target.Instance).TrySetResult();
    }

    private TaskCompletionSource Of(string instance) => _published.GetOrAdd(instance, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
