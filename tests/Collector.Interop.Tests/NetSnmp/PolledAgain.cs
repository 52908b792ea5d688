using Collector.Pipeline.Store;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>A target that is polled on its schedule; says when another poll is over.</summary>
internal sealed class PolledAgain : IPublicationObserver
{
    private readonly SemaphoreSlim _published = new(0);
    private TargetSeries? _series;

    /// <summary>The poll that was over last.</summary>
    public PollRecord Last => _series!.History.TryGetLast(out var record) ? record : throw new InvalidOperationException("Nothing was polled.");

    public void OnPublished(TargetSeries series, int module, ModuleSnapshot? current, ModuleSnapshot? previous)
    {
        _series = series;
        _published.Release();
    }

    /// <summary>Waits until so many more polls are over, the one under way included.</summary>
    public async Task WaitAsync(int polls)
    {
        while (_published.Wait(0))
        {
            // what was over before
        }

        for (; polls > 0; polls--) Assert.True(await _published.WaitAsync(Patience.Limit), "It is not polled.");
    }

    public IReadOnlyDictionary<string, double> Series() =>
        SeriesReading.Read(_series!).ToDictionary(pair => SeriesName.Parse(pair.Key), pair => pair.Value, StringComparer.Ordinal);
}
