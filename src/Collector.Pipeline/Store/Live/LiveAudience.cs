using Collector.Pipeline.Concurrency;

namespace Collector.Pipeline.Store.Live;

/// <summary>Who wants to hear what streams do. Whoever joins later is told everything that is there, stream by stream, as soon as each has a moment.</summary>
/// <remarks>Joined and left by one thread at a time; read by every stream's writer.</remarks>
public sealed class LiveAudience
{
    private readonly Published<object?> _newest = new(null);

    /// <summary>Another object whenever somebody has joined; null while nobody listens.</summary>
    internal object? Newest => _newest.Value;

    /// <summary>Somebody listens from now on, who knows nothing yet.</summary>
    public void Join() => _newest.Publish(new object());

    /// <summary>Nobody listens any more.</summary>
    public void Leave() => _newest.Publish(null);
}
