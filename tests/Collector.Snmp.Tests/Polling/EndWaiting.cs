using System.Threading.Channels;
using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Snmp.Tests.Polling;

/// <summary>Lets a test await the ends of targets, one after the other.</summary>
internal sealed class EndWaiting : IPublicationObserver
{
    private readonly Channel<(TargetSeries Series, TargetSeries? Heir)> _ended = Channel.CreateUnbounded<(TargetSeries, TargetSeries?)>();

    public Task<(TargetSeries Series, TargetSeries? Heir)> NextAsync() => _ended.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous)
    {
    }

    public void OnEnded(TargetSeries series, TargetSeries? heir) => _ended.Writer.TryWrite((series, heir));
}
