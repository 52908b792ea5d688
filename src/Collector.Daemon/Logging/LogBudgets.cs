using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Logging;

/// <summary>Decides which lines are written, so that ten thousand devices that fail at once leave a log that can be read; at the end of a minute says what was left out.</summary>
/// <remarks>Any thread. Nothing is kept from one minute to the next. What is critical is always written.</remarks>
internal sealed class LogBudgets : IDisposable
{
    private const int MostKinds = 1000; // templates are in the code, so there are far fewer; whatever logs without one shares a kind

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly LogKind Others = new("", LogLevel.Information, "other messages");

    private readonly LogSettings _settings;
    private readonly LogMetrics _metrics;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Dictionary<LogKind, KindBudget> _kinds = [];
    private bool _isTimed;

    public LogBudgets(LogSettings settings, LogMetrics metrics, TimeProvider time)
    {
        (_settings, _metrics) = (settings, metrics);
        _timer = time.CreateTimer(_ => EndMinute(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Writes a line that says how many like it were left out.</summary>
    public Action<LogKind, long>? Summarize { get; set; }

    /// <summary>Whether a line may be written now.</summary>
    public bool TryTake(in LogKind kind, string key)
    {
        if ((kind.Level == LogLevel.Critical && !IsOfWebServer(kind)) || (_settings.LinesPerMinute == 0 && _settings.RepeatsPerMinute == 0)) return true;
        lock (_gate)
        {
            if (!_isTimed) _timer.Change(Minute, Timeout.InfiniteTimeSpan);
            _isTimed = true;
            var counted = _kinds.ContainsKey(kind) || _kinds.Count < MostKinds ? kind : Others;
            if (!_kinds.TryGetValue(counted, out var budget)) _kinds.Add(counted, budget = new KindBudget(_settings));
            if (budget.TryTake(key)) return true;
        }

        _metrics.LeftOut(kind.Level);
        return false;
    }

    /// <summary>Clients can have it call critical what ends their own connections, as often as they like.</summary>
    private static bool IsOfWebServer(in LogKind kind) => kind.Category.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);

    /// <summary>Says what has not been said yet.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        EndMinute();
    }

    private void EndMinute()
    {
        Dictionary<LogKind, KindBudget> ended;
        lock (_gate) (ended, _kinds, _isTimed) = (_kinds, [], false);
        foreach (var (kind, budget) in ended)
        {
            if (budget.LeftOut > 0) Summarize?.Invoke(kind, budget.LeftOut);
        }
    }
}
