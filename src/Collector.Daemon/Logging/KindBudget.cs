namespace Collector.Daemon.Logging;

/// <summary>How many lines of one kind were written in the minute under way, of all and of each first value, and how many were left out.</summary>
/// <remarks>Whoever has the lock of <see cref="LogBudgets"/>. A value is remembered only with a line that was written, so there are never more values than lines.</remarks>
internal sealed class KindBudget(LogSettings settings)
{
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private int _written;

    /// <summary>Lines left out in this minute.</summary>
    public long LeftOut { get; private set; }

    public bool TryTake(string key)
    {
        var repeats = _byKey.GetValueOrDefault(key);
        if (IsReached(settings.LinesPerMinute, _written) || IsReached(settings.RepeatsPerMinute, repeats))
        {
            LeftOut++;
            return false;
        }

        _written++;
        if (settings.RepeatsPerMinute > 0) _byKey[key] = repeats + 1;
        return true;
    }

    private static bool IsReached(int limit, int count) => limit > 0 && count >= limit;
}
