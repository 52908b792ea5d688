using System.Net;
using Collector.Daemon.Web.Limits;
using Collector.Snmp.Polling.OnDemand;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>
/// Who may have a walk now. Clients share the turns as they share those of pages, and there are twice as many as one of them gets: a Prometheus that scrapes thousands of
/// devices through <c>/snmp</c> is one client and the usual only one, so it must not have fewer walks because another could come. That other one finds turns free at once.
/// </summary>
/// <remarks>Any thread. A turn is taken for the walk, not for the page: whoever reads slowly keeps nobody waiting.</remarks>
/// <param name="time">What patience is measured with.</param>
/// <param name="turns">At the same time.</param>
/// <param name="queue">Requests that may wait for their turn.</param>
internal sealed class WalkTurns(TimeProvider time, int turns = WalkTurns.AtOnce, int queue = WalkTurns.MostWaiting)
{
    /// <summary>Of one client alone half of them, which is what a scraper of thousands of devices is meant to have.</summary>
    public const int AtOnce = 1024;

    /// <summary>Of one client half of them.</summary>
    public const int MostWaiting = 4096;

    private readonly ClientTurns _turns = new(turns, queue, time);

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting => _turns.Waiting;

    /// <summary>Asks when it is the client's turn; null, with the reason, when that did not come in time.</summary>
    /// <exception cref="OperationCanceledException">The client went away, or the engine is being disposed of.</exception>
    public async ValueTask<(OnDemandAnswer? Answer, TurnOutcome Outcome)> AskAsync(IPAddress? client, TimeSpan patience, Func<TimeSpan, ValueTask<OnDemandAnswer>> ask, CancellationToken clientGone)
    {
        var began = time.GetTimestamp();
        var outcome = await _turns.EnterAsync(client, patience, clientGone);
        if (outcome != TurnOutcome.Entered) return (null, outcome);
        try
        {
            return (await ask(patience - time.GetElapsedTime(began)), outcome);
        }
        finally
        {
            _turns.Leave(client);
        }
    }
}
