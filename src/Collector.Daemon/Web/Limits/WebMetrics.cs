using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;

namespace Collector.Daemon.Web.Limits;

/// <summary>Connections and requests of the web server, and those that were refused.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class WebMetrics
{
    private readonly EnumCounter<RefusedConnection> _refusedConnections;
    private readonly EnumCounter<RefusedRequest> _refusedRequests;
    private SharedCounter _connections;
    private SharedCounter _requests;

    public WebMetrics(CollectorMeter collector)
    {
        var meter = collector.Meter;
        _refusedConnections = new EnumCounter<RefusedConnection>(meter, "collector.http.connections_refused", "reason", "Connections that were closed: at once, because one client or all together had too many, or later, because of a flood.");
        _refusedRequests = new EnumCounter<RefusedRequest>(meter, "collector.http.requests_refused", "reason", "Requests that were not let in.");
        meter.CreateObservableGauge("collector.http.connections", () => _connections.Value, null, "Connections of clients.");
        meter.CreateObservableGauge("collector.http.requests_in_flight", () => _requests.Value, null, "Requests of clients under way or waiting.");
    }

    public long RequestsInFlight => _requests.Value;

    public long this[RefusedConnection reason] => _refusedConnections[reason];

    public long this[RefusedRequest reason] => _refusedRequests[reason];

    public void Refused(RefusedConnection reason) => _refusedConnections.Increment(reason);

    public void Refused(RefusedRequest reason) => _refusedRequests.Increment(reason);

    public void Opened() => _connections.Increment();

    public void Closed() => _connections.Add(-1);

    public void Began() => _requests.Increment();

    public void Ended() => _requests.Add(-1);
}
