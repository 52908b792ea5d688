using Collector.Testing;
using Collector.Testing.RemoteWrite;

namespace Collector.Daemon.Tests.RemoteWrite;

/// <summary>A receiver that takes everything, and all samples that it got, in the order they came.</summary>
internal sealed class CollectedWrites : IAsyncDisposable
{
    private readonly Lock _changing = new(); // the following
    private readonly List<WrittenSample> _samples = [];
    private readonly List<(Predicate<WrittenSample> IsIt, TaskCompletionSource Came)> _awaited = [];
    private WriteReceiver? _receiver;

    public Uri Url => _receiver!.Url;

    public IReadOnlyList<WrittenSample> Samples
    {
        get
        {
            lock (_changing) return [.. _samples];
        }
    }

    public async Task StartAsync() => _receiver = await WriteReceiver.StartAsync(Take);

    /// <summary>Waits until a sample has come that is as wanted.</summary>
    public Task UntilAsync(Predicate<WrittenSample> isIt)
    {
        lock (_changing)
        {
            if (_samples.Exists(isIt)) return Task.CompletedTask;
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((isIt, came));
            return came.Task.WaitAsync(Patience.Limit);
        }
    }

    /// <summary>No series had a sample that was not newer than the one before.</summary>
    public void CheckOrder()
    {
        foreach (var series in Samples.GroupBy(sample => sample.Series))
        {
            long[] times = [.. series.Select(sample => sample.UnixMs)];
            Assert.True(times.Zip(times.Skip(1)).All(pair => pair.First < pair.Second), $"{series.Key}: {string.Join(' ', times)}");
        }
    }

    public ValueTask DisposeAsync() => _receiver?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WriteAnswer Take(ReceivedWrite request)
    {
        lock (_changing)
        {
            foreach (var sample in WrittenSample.ReadAll(request))
            {
                _samples.Add(sample);
                foreach (var (isIt, came) in _awaited)
                {
                    if (!came.Task.IsCompleted && isIt(sample)) came.SetResult();
                }
            }
        }

        return WriteAnswer.Accept;
    }
}
