namespace Collector.Pipeline.Scheduling;

/// <summary>What a <see cref="TimerWheel"/> calls when a timer is due.</summary>
public interface ITimed
{
    /// <param name="kind">What the timer was for; the owner's own numbers.</param>
    /// <param name="now">The time at which the wheel was advanced, in milliseconds of the lane's clock.</param>
    void OnTimer(int kind, long now);
}
