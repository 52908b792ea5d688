namespace Collector.Gnmi.Sessions;

/// <summary>The session with one target: a connection, and a stream for each of its subscriptions.</summary>
/// <remarks>Started and stopped by one caller; the clock ticks from another thread. Next: <see cref="SubscriptionStream"/>.</remarks>
internal sealed class TargetSession : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TargetConnection _connection;
    private readonly SubscriptionStream[] _streams;
    private Task _running = Task.CompletedTask;

    public TargetSession(MappedTarget target, SessionPlan plan, SessionContext context)
    {
        var series = target.Series;
        var credentials = new TargetCredentials(plan, context);
        _connection = new TargetConnection(series.Target.Instance, plan, credentials, series.Stream!, context, LoseConnection);
        _streams = [.. plan.Subscriptions.Select((_, place) => new SubscriptionStream(series, place, plan, credentials, _connection, target.Sinks[place], context))];
    }

    public void Start() => _running = Task.WhenAll(_streams.Select(stream => Task.Run(() => stream.RunAsync(_stopping.Token))));

    public void Tick()
    {
        foreach (var stream in _streams) stream.Tick();
    }

    /// <summary>Ends all calls and the connection. What the store has stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _connection.Dispose();
        _stopping.Dispose();
    }

    private void LoseConnection()
    {
        foreach (var stream in _streams) stream.LosesConnection();
    }
}
