namespace Collector.Pipeline.Targets;

/// <summary>Says when discovery looks again: after a pause, or soon after a hint, and never twice at once.</summary>
/// <remarks>Any thread. The callback runs on a timer thread and arms the timer anew when it is done.</remarks>
internal sealed class DiscoveryTimer : IDisposable
{
    /// <summary>Long enough for whoever is writing a file to finish, and for the many events of one save to become one look.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private bool _isSoon;    // armed for soon: further hints do not put it off
    private bool _isHinted;  // a hint came while a look was under way or before the first one
    private bool _isArmed;

    public DiscoveryTimer(TimeProvider time, Action look) =>
        _timer = time.CreateTimer(_ => Fire(look), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Arm(bool soon)
    {
        lock (_gate)
        {
            _isArmed = true;
            _isSoon = soon || _isHinted;
            _isHinted = false;
            _timer.Change(_isSoon ? Soon : TargetDiscovery.Pause, Timeout.InfiniteTimeSpan);
        }
    }

    public void Hasten()
    {
        lock (_gate)
        {
            if (!_isArmed) _isHinted = true;
            else if (!_isSoon)
            {
                _isSoon = true;
                _timer.Change(Soon, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire(Action look)
    {
        lock (_gate) _isArmed = _isSoon = false;
        look();
    }
}
