using Collector.Pipeline.Concurrency;

namespace Collector.Simulator.Gnmi.Server;

/// <summary>The counters of a fleet. Any thread.</summary>
internal sealed class FleetTotals
{
    private SharedCounter _capabilities;
    private SharedCounter _gets;
    private SharedCounter _subscribes;
    private SharedCounter _polls;
    private SharedCounter _refused;
    private SharedCounter _ended;
    private SharedCounter _messages;
    private SharedCounter _octets;

    public void CapabilitiesAsked() => _capabilities.Increment();

    public void GetAsked() => _gets.Increment();

    public void Subscribed() => _subscribes.Increment();

    public void Polled() => _polls.Increment();

    public void Refused() => _refused.Increment();

    /// <summary>A Subscribe call is over.</summary>
    public void Ended() => _ended.Increment();

    public void Sent(int messages, int octets)
    {
        _messages.Add(messages);
        _octets.Add(octets);
    }

    public GnmiFleetCounters Read() => new()
    {
        Capabilities = _capabilities.Value,
        Gets = _gets.Value,
        Subscribes = _subscribes.Value,
        Polls = _polls.Value,
        Refused = _refused.Value,
        Active = _subscribes.Value - _ended.Value,
        Messages = _messages.Value,
        Octets = _octets.Value,
    };
}
