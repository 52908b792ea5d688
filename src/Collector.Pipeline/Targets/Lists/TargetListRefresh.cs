using System.Security.Cryptography;
using System.Text.Json;
using Collector.Pipeline.Concurrency;
using Microsoft.Extensions.Logging;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Fetches one list again and again, and keeps its last good content, here and on disk.</summary>
/// <remarks>One loop on the thread pool fetches; any thread reads <see cref="State"/>. A list that cannot be had stays as it was.</remarks>
internal sealed partial class TargetListRefresh : IDisposable
{
    private readonly TargetListOptions _options;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Published<TargetListState> _state = new(TargetListState.Nothing);
    private SharedCounter _failures;

    // The loop's own.
    private readonly KeptList? _kept;
    private byte[] _hash = [];
    private string? _told; // the problem that was logged last

    /// <param name="options">What to fetch.</param>
    /// <param name="folder">Where its content is kept; null for nowhere.</param>
    /// <param name="time">Says when.</param>
    /// <param name="changed">Called when there are other groups.</param>
    /// <param name="logger">Hears of problems.</param>
    public TargetListRefresh(TargetListOptions options, string? folder, TimeProvider time, Action changed, ILogger logger)
    {
        (_options, _time, _changed, _logger) = (options, time, changed, logger);
        _kept = folder is null ? null : new KeptList(folder, options);
    }

    public TargetListOptions Options => _options;

    public TargetListState State => _state.Value;

    /// <summary>Since the source last answered; null when it never did.</summary>
    public TimeSpan? Age => State.FetchedAt is { } at ? _time.GetUtcNow() - at : null;

    public long Failures => _failures.Value;

    /// <summary>Takes what was kept, and begins to fetch.</summary>
    public void Start()
    {
        TakeKept();
        _ = Task.Run(RunAsync);
    }

    /// <summary>Takes over what another one knows, when only the way to fetch has changed.</summary>
    public void StartFrom(TargetListRefresh other)
    {
        _state.Publish(other.State);
        _ = Task.Run(RunAsync);
    }

    public void Dispose() => _stop.Cancel();

    private void TakeKept()
    {
        try
        {
            if (_kept?.Read() is not { } kept) return;
            _state.Publish(new TargetListState(kept.Groups, kept.At, IsKept: true, null));
            LogKept(_logger, _options.Name, _state.Value.Targets, kept.At);
        }
        catch (TargetListException e)
        {
            LogUnusable(_logger, e.Message);
        }
    }

    private async Task RunAsync()
    {
        using var list = _options.Open(_time);
        try
        {
            while (true)
            {
                await FetchAsync(list);
                await Task.Delay(_options.RefreshInterval, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants the list any more.
        }
    }

    private async Task FetchAsync(ITargetList list)
    {
        try
        {
            Take(await list.FetchAsync(_stop.Token));
            if (_told is not null) LogBack(_logger, _options.Name);
            _told = null;
        }
        catch (TargetListException e)
        {
            Fail(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested) // a cancellation that is not ours ends one attempt, not all
        {
            LogBug(_logger, e, _options.Name);
            Fail(e.GetType().Name);
        }
    }

    private void Take(IReadOnlyList<TargetGroup> groups)
    {
        var now = _time.GetUtcNow();
        var hash = Hash(groups);
        var isSame = hash.AsSpan().SequenceEqual(_hash);
        _hash = hash;
        _state.Publish(new TargetListState(isSame ? State.Groups : groups, now, IsKept: false, null));
        if (!isSame) _changed();
        Keep(groups, now, isSame);
    }

    private void Fail(string problem)
    {
        _failures.Increment();
        _state.Publish(State with { Problem = problem });
        if (_told == problem) return;
        _told = problem;
        LogFailed(_logger, _options.Name, problem);
    }

    private void Keep(IReadOnlyList<TargetGroup> groups, DateTimeOffset now, bool isSame)
    {
        try
        {
            if (isSame) _kept?.Confirm(now);
            else _kept?.Write(groups, now);
        }
        catch (TargetListException e)
        {
            if (_told == e.Message) return;
            _told = e.Message;
            LogUnusable(_logger, e.Message);
        }
    }

    private static byte[] Hash(IReadOnlyList<TargetGroup> groups)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text)) TargetListJson.Write(json, groups);
        return SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    [LoggerMessage(LogLevel.Warning, "{Name}: {Problem}; its targets stay as they were")]
    private static partial void LogFailed(ILogger logger, string name, string problem);

    [LoggerMessage(LogLevel.Information, "{Name} answers again")]
    private static partial void LogBack(ILogger logger, string name);

    [LoggerMessage(LogLevel.Information, "{Name}: {Count} targets as they were at {At:u}, until it answers")]
    private static partial void LogKept(ILogger logger, string name, int count, DateTimeOffset at);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private static partial void LogUnusable(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Error, "{Name} could not be fetched")]
    private static partial void LogBug(ILogger logger, Exception bug, string name);
}
