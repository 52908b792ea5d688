using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>
/// An agent with four ports, a BGP session, an optic, a power supply and a fan, all well until <see cref="Break"/>: then port 1 is down, port 2 changes its state with each poll,
/// port 3 is full, port 4 has errors, the session is lost, and the rest has failed.
/// </summary>
internal sealed class BrokenDevice : IDisposable
{
    private const string Interfaces = "1.3.6.1.2.1.2.2.1";
    private const string Extensions = "1.3.6.1.2.1.31.1.1.1";
    private const string Peers = "1.3.6.1.2.1.15.3.1";
    private const string Peer = "192.0.2.1";
    private const string UptimeName = "1.3.6.1.2.1.1.3.0";
    private const ulong FullOctetsASecond = 1_187_500_000; // 9.5 Gbit/s

    private readonly FakeMib _mib = new();
    private readonly Lock _gate = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly FakeAgent _agent;
    private bool _isBroken;
    private long _brokenAt;
    private bool _isFlipped;
    private double _flippedAt;

    public BrokenDevice(string address)
    {
        AddInterfaces();
        AddHardware();
        SetStates();
        _agent = new FakeAgent(address, request =>
        {
            lock (_gate)
            {
                if (request.Names.Any(name => name.ToString() == UptimeName)) BeginPoll();
                return [_mib.Answer(request)];
            }
        });
    }

    public string Endpoint => _agent.Endpoint.ToString();

    /// <summary>From now on nothing is well, and the device has just restarted.</summary>
    public void Break()
    {
        lock (_gate)
        {
            (_isBroken, _brokenAt) = (true, TimeProvider.System.GetTimestamp());
            SetStates();
        }
    }

    public void Dispose() => _agent.Dispose();

    private void BeginPoll()
    {
        var seconds = TimeProvider.System.GetElapsedTime(_start).TotalSeconds;
        var uptime = _isBroken ? TimeProvider.System.GetElapsedTime(_brokenAt).TotalSeconds : 1_000_000 + seconds;
        _mib.Set(AgentVarbind.TimeTicks(UptimeName, (uint)(uptime * 100)));
        for (var port = 1; port <= 4; port++)
        {
            var octets = (ulong)(seconds * (port == 3 && _isBroken ? FullOctetsASecond : 1_000_000));
            _mib.Set(AgentVarbind.Counter64($"{Extensions}.6.{port}", octets));
            _mib.Set(AgentVarbind.Counter64($"{Extensions}.10.{port}", octets));
            _mib.Set(AgentVarbind.Counter32($"{Interfaces}.14.{port}", port == 4 && _isBroken ? (uint)(seconds * 100) : 0));
        }

        if (!_isBroken) return;
        if (seconds - _flippedAt < 0.5) return; // a poll asks for the uptime more than once
        (_isFlipped, _flippedAt) = (!_isFlipped, seconds);
        _mib.Set(AgentVarbind.Integer($"{Interfaces}.8.2", _isFlipped ? 2 : 1));
    }

    private void AddInterfaces()
    {
        _mib.Set(AgentVarbind.TimeTicks(UptimeName, 0));
        for (var port = 1; port <= 4; port++)
        {
            _mib.Set(AgentVarbind.Integer($"{Interfaces}.1.{port}", port));
            _mib.Set(AgentVarbind.Text($"{Interfaces}.2.{port}", $"Port {port}"));
            _mib.Set(AgentVarbind.Integer($"{Interfaces}.7.{port}", 1));
            _mib.Set(AgentVarbind.Integer($"{Interfaces}.8.{port}", 1));
            foreach (var column in new[] { 13, 14, 19, 20 }) _mib.Set(AgentVarbind.Counter32($"{Interfaces}.{column}.{port}", 0));
            _mib.Set(AgentVarbind.Text($"{Extensions}.1.{port}", $"e{port}"));
            _mib.Set(AgentVarbind.Gauge32($"{Extensions}.15.{port}", 10_000));
            _mib.Set(AgentVarbind.Text($"{Extensions}.18.{port}", $"transit {port}"));
        }
    }

    private void AddHardware()
    {
        _mib.Set(AgentVarbind.Integer($"{Peers}.3.{Peer}", 2));
        _mib.Set(AgentVarbind.Integer($"{Peers}.9.{Peer}", 64_500));
        _mib.Set(AgentVarbind.Text("1.3.6.1.4.1.9.9.13.1.4.1.2.1", "Fan 1"));
        _mib.Set(AgentVarbind.Text("1.3.6.1.4.1.9.9.13.1.5.1.2.1", "PSU 1"));
        _mib.Set(AgentVarbind.Text("1.3.6.1.2.1.47.1.1.1.1.7.9", "Inlet"));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.2.1.99.1.1.1.1.9", 8));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.2.1.99.1.1.1.2.9", 9));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.2.1.99.1.1.1.3.9", 0));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.2.1.99.1.1.1.4.9", 40));
    }

    private void SetStates()
    {
        _mib.Set(AgentVarbind.Integer($"{Interfaces}.8.1", _isBroken ? 2 : 1));
        _mib.Set(AgentVarbind.Integer($"{Peers}.2.{Peer}", _isBroken ? 3 : 6));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.4.1.2636.3.60.1.1.1.1.5.1", _isBroken ? -1800 : -300)); // hundredths of a dBm
        _mib.Set(AgentVarbind.Integer("1.3.6.1.4.1.2636.3.60.1.1.1.1.7.1", -200));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.4.1.9.9.13.1.4.1.3.1", _isBroken ? 3 : 1)); // critical, normal
        _mib.Set(AgentVarbind.Integer("1.3.6.1.4.1.9.9.13.1.5.1.3.1", _isBroken ? 3 : 1));
        _mib.Set(AgentVarbind.Integer("1.3.6.1.2.1.99.1.1.1.5.9", _isBroken ? 3 : 1)); // nonoperational, ok
    }
}
