namespace Collector.Testing;

/// <summary>An agent of a <see cref="VirtualNetwork"/> that works on one request at a time, as weak devices do, and knows who did not wait.</summary>
public sealed class SerialAgent(ManualTime time, FakeMib mib, Func<FakeRequest, TimeSpan> workTime)
{
    private DateTimeOffset _freeAt;

    public SerialAgent(ManualTime time, FakeMib mib, TimeSpan workTime)
        : this(time, mib, _ => workTime)
    {
    }

    /// <summary>Requests that came while it worked on another one.</summary>
    public int Overlaps { get; private set; }

    public IEnumerable<FakeReply> Answer(FakeRequest request)
    {
        var now = time.GetUtcNow();
        if (_freeAt > now) Overlaps++;
        _freeAt = (_freeAt > now ? _freeAt : now) + workTime(request);
        return [mib.Answer(request) with { After = _freeAt - now }];
    }
}
