namespace Collector.Gnmi.Sessions;

/// <summary>Watches one subscription's time: silence, overdue syncs, and the grace of its series. Each finding is told once.</summary>
/// <remarks>One caller at a time. It keeps no timer: whoever has it asks now and then.</remarks>
internal sealed class StreamClock(SubscriptionPace pace, TimeProvider time)
{
    private bool _isOpen;
    private bool _hasSeries;
    private bool _hasMessages; // of this call
    private long _since; // the beginning of the call, or its end
    private long _lastMessage;
    private ClockNews _told;

    public void Opened()
    {
        (_isOpen, _hasMessages, _told) = (true, false, ClockNews.None);
        _since = time.GetTimestamp();
    }

    /// <summary>A notification came.</summary>
    public void Message()
    {
        (_hasMessages, _hasSeries) = (true, true);
        _lastMessage = time.GetTimestamp();
        _told |= ClockNews.Accepted; // those who are served need not be told
    }

    public void Synced() => _told |= ClockNews.Accepted | ClockNews.SyncOverdue;

    public void Closed()
    {
        // The grace counts from the end of what worked: calls that are opened and lost again do not make it longer.
        if (_hasMessages || !_hasSeries) _lastMessage = time.GetTimestamp();
        (_isOpen, _hasMessages) = (false, false);
    }

    /// <summary>There will be no other call, and what this one brought is to stay.</summary>
    public void Finished() => _hasSeries = false;

    public ClockNews Check()
    {
        var news = _isOpen ? OfCall() : OfGrace();
        _told |= news;
        return news;
    }

    private ClockNews OfCall()
    {
        var open = time.GetElapsedTime(_since);
        var news = ClockNews.None;
        if (open >= pace.QuietAcceptance) news |= ClockNews.Accepted;
        if (open >= pace.SyncTimeout) news |= ClockNews.SyncOverdue;

        // T07: a device that has nothing to say from the beginning is not silent.
        if (_hasMessages && pace.Silence is { } silence && time.GetElapsedTime(_lastMessage) > silence) news |= ClockNews.Silent;
        return news & ~_told;
    }

    private ClockNews OfGrace()
    {
        if (!_hasSeries || time.GetElapsedTime(_lastMessage) < pace.Grace) return ClockNews.None;
        _hasSeries = false;
        return ClockNews.GraceOver;
    }
}
