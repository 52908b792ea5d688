namespace Collector.Gnmi.Sessions;

/// <summary>What a <see cref="StreamClock"/> has found; several may come at once.</summary>
[Flags]
internal enum ClockNews
{
    None = 0,

    /// <summary>The call stands quietly for long enough: the device lets us in.</summary>
    Accepted = 1,

    /// <summary>The sync response is overdue.</summary>
    SyncOverdue = 2,

    /// <summary>Messages came, and have stopped for longer than the subscription allows.</summary>
    Silent = 4,

    /// <summary>There has been no call for so long that what is known is old.</summary>
    GraceOver = 8,
}
