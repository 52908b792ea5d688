namespace Collector.Pipeline.Diagnostics;

/// <summary>Lets so many lines into the log in a stretch of time and counts the others: thousands of devices that fail at once are one piece of news.</summary>
/// <remarks>Any thread.</remarks>
public sealed class LogBudget(int lines, TimeSpan stretch, TimeProvider time)
{
    private readonly Lock _taking = new();
    private long _began = time.GetTimestamp();
    private int _taken;
    private long _suppressed;

    /// <summary>Whether a line may be written now.</summary>
    /// <param name="suppressed">Lines left out before this one, for it to say so.</param>
    public bool TryTake(out long suppressed)
    {
        lock (_taking)
        {
            if (time.GetElapsedTime(_began) >= stretch) (_began, _taken) = (time.GetTimestamp(), 0);
            suppressed = _suppressed;
            if (_taken == lines)
            {
                _suppressed++;
                return false;
            }

            _taken++;
            _suppressed = 0;
            return true;
        }
    }
}
