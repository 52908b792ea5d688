using System.Diagnostics.Metrics;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Pipeline.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite;

/// <summary>Makes endpoints, finds out what a changed list means for those that there are, and sees those off that are not wanted any more.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed partial class EndpointRegister(CollectorMeter meter, TimeProvider time, ILogger logger, Func<IReadOnlyList<RemoteWriteEndpoint>> endpoints)
{
    private readonly SendBuffers _buffers = new(time, logger);
    private readonly Dictionary<string, Task> _leaving = new(StringComparer.Ordinal);
    private IReadOnlyList<RemoteWriteOptions> _written = [];
    private Histogram<double>? _durations;

    /// <exception cref="IOException">A buffer's folder cannot be read.</exception>
    public RemoteWriteEndpoint[] Begin(IReadOnlyList<RemoteWriteOptions> options)
    {
        _written = options;
        return [.. options.Select(Make)];
    }

    /// <summary>The endpoints of a new list, and which of them are new and to be started; none when nothing has changed.</summary>
    public async Task<(RemoteWriteEndpoint[]? All, IReadOnlyList<RemoteWriteEndpoint> Added)> UseAsync(IReadOnlyList<RemoteWriteEndpoint> known, IReadOnlyList<RemoteWriteOptions> options)
    {
        if (ReferenceEquals(_written, options)) return (null, []);
        var (before, all, added) = (_written, new List<RemoteWriteEndpoint>(), new List<RemoteWriteEndpoint>());
        _written = options;
        foreach (var written in options)
        {
            if (known.FirstOrDefault(endpoint => endpoint.Options.Name == written.Name) is { } there)
            {
                Change(there, before.FirstOrDefault(one => one.Name == written.Name), written);
                all.Add(there);
            }
            else if (await TryMakeAsync(written) is { } made)
            {
                all.Add(made);
                added.Add(made);
            }
        }

        return ([.. all], added);
    }

    /// <summary>Sees an endpoint off to which nothing is offered any more.</summary>
    public void Leave(RemoteWriteEndpoint endpoint)
    {
        LogRemoved(logger, endpoint.Options.Name);
        _buffers.Forget(endpoint.Options.Name);
        _leaving[endpoint.Options.Name] = LeaveAsync(endpoint);
    }

    /// <summary>Ends when all have gone that are leaving.</summary>
    public Task LeftAsync() => Task.WhenAll(_leaving.Values);

    private static async Task LeaveAsync(RemoteWriteEndpoint endpoint)
    {
        await endpoint.StopAsync();
        await endpoint.DisposeAsync();
    }

    private void Change(RemoteWriteEndpoint endpoint, RemoteWriteOptions? before, RemoteWriteOptions written)
    {
        if (before is not null && EndpointChange.IsNone(before, written)) return;
        var running = endpoint.Options;
        var keys = string.Join(", ", EndpointChange.ForTheNextStart(before ?? running, written));
        if (keys.Length > 0) LogNotYet(logger, written.Name, keys);
        var next = EndpointChange.Possible(running, SendBuffers.Aged(written with { Buffer = running.Buffer }));
        if (EndpointChange.IsNone(running, next)) return;
        endpoint.Change(next);
        LogChanged(logger, written.Name);
    }

    private async Task<RemoteWriteEndpoint?> TryMakeAsync(RemoteWriteOptions written)
    {
        if (_leaving.Remove(written.Name, out var leaving)) await leaving; // its folder, and its series' order
        try
        {
            var made = Make(written);
            LogAdded(logger, written.Name);
            return made;
        }
        catch (Exception exception) when (DiskHealth.IsOfDisk(exception))
        {
            _buffers.Forget(written.Name);
            LogImpossible(logger, written.Name, exception.Message);
            return null;
        }
    }

    private RemoteWriteEndpoint Make(RemoteWriteOptions written)
    {
        if (_durations is null)
        {
            _durations = RemoteWriteInstruments.Durations(meter);
            _ = new RemoteWriteInstruments(meter, endpoints);
            BufferInstruments.Create(meter, _buffers);
        }

        _buffers.Forget(written.Name);
        var settled = _buffers.Settle(written);
        return new RemoteWriteEndpoint(settled, new RemoteWriteMetrics(settled.Name, _durations, time), _buffers.Make, time, logger);
    }

    [LoggerMessage(LogLevel.Information, "Remote write {Endpoint}: added; it gets what is polled from now on")]
    private static partial void LogAdded(ILogger logger, string endpoint);

    [LoggerMessage(LogLevel.Information, "Remote write {Endpoint}: changed")]
    private static partial void LogChanged(ILogger logger, string endpoint);

    [LoggerMessage(LogLevel.Information, "Remote write {Endpoint}: removed; what waits is sent as at the end of the process")]
    private static partial void LogRemoved(ILogger logger, string endpoint);

    [LoggerMessage(LogLevel.Warning, "Remote write {Endpoint}: changed, but only a restart puts it in force: {Keys}")]
    private static partial void LogNotYet(ILogger logger, string endpoint, string keys);

    [LoggerMessage(LogLevel.Error, "Remote write {Endpoint}: not added, nothing is sent to it: {Reason}")]
    private static partial void LogImpossible(ILogger logger, string endpoint, string reason);
}
