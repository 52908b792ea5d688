using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Sessions;

/// <summary>How long to wait after an end before the next attempt: longer each time and never in step with others (decorrelated jitter).</summary>
/// <remarks>One caller at a time.</remarks>
/// <param name="longest">Between attempts that may succeed at any moment: the target's retry timer.</param>
/// <param name="random">0 to below 1.</param>
internal sealed class BackOff(TimeSpan longest, Func<double> random)
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    // What only people can change, and what asking again makes worse.
    private static readonly (TimeSpan Shortest, TimeSpan Longest) ForPeople = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));
    private static readonly (TimeSpan Shortest, TimeSpan Longest) ForRoom = (TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    private TimeSpan _previous;

    /// <summary>The last attempt was a good one.</summary>
    public void Reset() => _previous = TimeSpan.Zero;

    public TimeSpan Next(DisconnectReason reason)
    {
        if (reason == DisconnectReason.Planned && _previous == TimeSpan.Zero)
        {
            _previous = OneSecond; // a device that plans its ends all the time is not waited for so shortly again
            return random() * OneSecond;
        }

        var (shortest, most) = Range(reason);
        var widest = 3 * (_previous > shortest ? _previous : shortest);
        if (widest > most) widest = most;
        _previous = shortest + random() * (widest - shortest);
        return _previous;
    }

    private (TimeSpan Shortest, TimeSpan Longest) Range(DisconnectReason reason) => reason switch
    {
        DisconnectReason.Rejected or DisconnectReason.Denied => ForPeople,
        DisconnectReason.Exhausted or DisconnectReason.Tls => ForRoom,
        _ => (longest / 3 < OneSecond ? longest / 3 : OneSecond, longest),
    };
}
