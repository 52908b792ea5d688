namespace Collector.Snmp.Polling;

/// <summary>How many requests one target may have under way: few at first, more while all goes well, half after a loss.</summary>
/// <remarks>Ten requests at once kill a single-threaded agent, so the ceiling is low. The lane's thread only.</remarks>
internal sealed class TargetWindow
{
    /// <summary>The most requests under way to one target.</summary>
    public const int Ceiling = 4;

    private const int Start = 2;
    private const int SuccessesToGrow = 64;
    private int _successes;

    /// <summary>Requests that may be under way now.</summary>
    public int Size { get; private set; } = Start;

    public void OnAnswered()
    {
        if (Size >= Ceiling || ++_successes < SuccessesToGrow) return;
        _successes = 0;
        Size++;
    }

    public void OnLost()
    {
        _successes = 0;
        Size = Math.Max(1, Size / 2);
    }
}
