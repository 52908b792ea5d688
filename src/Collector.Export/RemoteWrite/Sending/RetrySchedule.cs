namespace Collector.Export.RemoteWrite.Sending;

/// <summary>How long to wait before a request is sent again: twice as long each time, with jitter; what the receiver asks for goes first.</summary>
/// <remarks>Pure: it does not wait, and knows no clock. One shard's.</remarks>
internal sealed class RetrySchedule(TimeSpan min, TimeSpan max, Random random)
{
    /// <summary>A receiver can ask for a pause, not for silence.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _min = min;
    private TimeSpan _next = min;

    /// <summary>Whether it waits as these settings have it.</summary>
    public bool IsOf(QueueOptions queue) => (_min, max) == (queue.MinBackoff, queue.MaxBackoff);

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>The next wait.</summary>
    /// <param name="asked">The receiver's Retry-After.</param>
    public TimeSpan Next(TimeSpan? asked)
    {
        Failures++;
        if (asked is { } wanted && wanted > TimeSpan.Zero)
        {
            var pause = wanted < LongestAsked ? wanted : LongestAsked;
            _next = Doubled(pause < max ? pause : max);
            return pause + 0.1 * random.NextDouble() * _next; // never earlier than asked, and not all shards at once
        }

        var wait = _next;
        _next = Doubled(wait);
        return wait * (0.5 + 0.5 * random.NextDouble());
    }

    /// <summary>A request went through.</summary>
    public void Succeeded() => (_next, Failures) = (_min, 0);

    private TimeSpan Doubled(TimeSpan wait) => 2 * wait < max ? 2 * wait : max;
}
