namespace Collector.Snmp.Polling;

/// <summary>How many requests one target may have under way: few at first, more while all goes well, half after a loss.</summary>
/// <remarks>
/// The lane's thread only. Ten requests at once kill a single-threaded agent, so the ceiling is low. A device with very many rows is a large one and
/// would take too long otherwise; it may have more, as long as it loses nothing.
/// </remarks>
internal sealed class TargetWindow
{
    /// <summary>The most requests under way to a usual target.</summary>
    public const int UsualCeiling = 4;

    /// <summary>The most requests under way to a target that has shown more than <see cref="ManyRows"/> and has lost nothing for long.</summary>
    public const int HighCeiling = 16;

    /// <summary>Rows of one module.</summary>
    public const int ManyRows = 2000;

    private const int RepliesToForget = 2000; // after a loss
    private const int Start = 2;
    private const int SuccessesToGrow = 64;
    private int _successes;
    private int _sinceLoss = RepliesToForget;
    private bool _hasManyRows;
    private bool _hasLost;

    /// <summary>Requests that may be under way now.</summary>
    public int Size { get; private set; } = Start;

    /// <summary>The most requests that may be under way.</summary>
    public int Ceiling => _hasManyRows && _sinceLoss >= RepliesToForget ? HighCeiling : UsualCeiling;

    /// <summary>One more with each reply, so twice as many each round trip, as long as nothing has ever been lost and there is very much to read.</summary>
    private bool IsToGrowFast => _hasManyRows && !_hasLost;

    /// <summary>The same for somebody else to go on with.</summary>
    public TargetWindow Copy() => (TargetWindow)MemberwiseClone();

    /// <summary>A module of the target has so many rows.</summary>
    public void OnRows(int rows) => _hasManyRows |= rows > ManyRows;

    public void OnAnswered()
    {
        if (_sinceLoss < RepliesToForget) _sinceLoss++;
        if (Size >= Ceiling || (!IsToGrowFast && ++_successes < SuccessesToGrow)) return;
        _successes = 0;
        Size++;
    }

    public void OnLost()
    {
        (_successes, _sinceLoss, _hasLost) = (0, 0, true);
        Size = Math.Clamp(Size / 2, 1, Ceiling);
    }
}
