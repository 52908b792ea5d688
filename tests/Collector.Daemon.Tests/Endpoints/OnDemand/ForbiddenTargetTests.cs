using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Collector.Daemon.Configuration;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Daemon.Tests.Endpoints.OnDemand;

/// <summary>Who can reach <c>/snmp</c> and <c>/api/v1/explain</c> and wants something sent to where it must not go: a socket there, which must not hear an octet.</summary>
public sealed class ForbiddenTargetTests : IDisposable
{
    private const string Sink = "127.61.9.2";

    private readonly Socket _sink = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly FakeAgent _agent = FakeAgent.Serving("127.61.8.2", SnmpEndpointTests.Things());
    private readonly int _port;

    public ForbiddenTargetTests()
    {
        _sink.Bind(new IPEndPoint(IPAddress.Parse(Sink), 0));
        _port = ((IPEndPoint)_sink.LocalEndPoint!).Port;
    }

    /// <summary>The sink's address, as resolvers and programs take it.</summary>
    public static TheoryData<string> Spellings =>
    [
        Sink, $"udp://{Sink}", $"udp4://{Sink}", $"tcp://{Sink}", "[::ffff:127.61.9.2]", "[::ffff:7f3d:902]", "[0:0:0:0:0:ffff:7f3d:0902]", "udp6://[::ffff:127.61.9.2]",
        "2134706434", "0x7f3d0902", "017717204402", "127.4000002", "127.61.2306", "0x7f.61.9.2", "127.061.011.02", "127.61.9.2.", "sink.example", "SINK.EXAMPLE", "both.example", "first-allowed.example",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_spelling_of_a_forbidden_address_is_sent_anything(string spelling)
    {
        var asked = new ConcurrentDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        await using var served = await ServedSnmp.StartAsync(allowed: new AllowedTargets([new AllowedNetworks([IPNetwork.Parse("127.61.8.0/24")], null)]), lookup: LookUpAsync);
        var target = Uri.EscapeDataString($"{spelling}:{_port}");

        foreach (var time in (int[])[1, 2])
        {
            var (status, body) = await served.ReadAsync($"target={target}&module=things", timeout: "0.5");
            // A name that begins at an allowed address is asked there, and found out when it leads elsewhere.
            if (spelling != "first-allowed.example" || time == 2) Assert.True(status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError, $"{status}: {body}");
            using var explained = await served.Client.GetAsync($"/api/v1/explain?target={target}&module=things");
            Assert.NotEqual(HttpStatusCode.OK, explained.StatusCode);
        }

        Assert.Equal(0, _sink.Available); // on the loopback interface a datagram is there when it has been sent

        Task<IPAddress[]> LookUpAsync(string name, CancellationToken cancellation)
        {
            var (sink, agent) = (IPAddress.Parse(Sink), IPAddress.Parse("127.61.8.2"));
            var time = asked.AddOrUpdate(name, 1, (_, times) => times + 1);
            return Task.FromResult<IPAddress[]>(name switch
            {
                "both.example" => [agent, sink],
                "first-allowed.example" => [time == 1 ? agent : sink],
                _ when name.StartsWith("sink.", StringComparison.OrdinalIgnoreCase) => [sink],
                // What the system's resolver makes of numbers.
                _ => IPAddress.TryParse(name.TrimEnd('.'), out var number) ? [number] : throw new SocketException((int)SocketError.HostNotFound),
            });
        }
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("255.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("[::]")]
    [InlineData("[ff02::1]")]
    [InlineData("[::ffff:224.0.0.1]")]
    public async Task Nothing_is_sent_to_what_is_no_single_host_even_when_everything_is_allowed(string address)
    {
        await using var served = await ServedSnmp.StartAsync(
            allowed: AllowedTargets.Everything, lookup: (name, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(name)]));

        var (status, body) = await served.ReadAsync($"target={Uri.EscapeDataString($"{address}:{_port}")}&module=things");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("is not the address of one host", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_a_collector_yml_allows_its_own_targets_where_they_are_with_their_own_credentials()
    {
        await using var served = await ServedSnmp.StartAsync(allowed: AllowedTargets.Configured, lookup: (_, _) => Task.FromResult<IPAddress[]>([_agent.Endpoint.Address]));
        served.Targets.Replace(new TargetSet([Scheduled("core1", _agent.Endpoint.ToString()), Scheduled("core2", $"core2.example:{_agent.Endpoint.Port}")]));

        foreach (var allowed in (string[])[$"{_agent.Endpoint}", $"udp://{_agent.Endpoint}", $"[::ffff:127.61.8.2]:{_agent.Endpoint.Port}", $"Core2.Example:{_agent.Endpoint.Port}"])
            Assert.Equal(HttpStatusCode.OK, (await served.ReadAsync($"target={Uri.EscapeDataString(allowed)}&module=things")).Status);
        foreach (var refused in (string[])[
            $"{_agent.Endpoint}&auth=public_v1", // another's credentials
            string.Create(CultureInfo.InvariantCulture, $"127.61.8.2:{_port}"), // another service of the same host
            $"tcp://{_agent.Endpoint}",
            $"{Sink}:{_port}"])
        {
            var (status, body) = await served.ReadAsync($"target={refused}&module=things");
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("no target with auth", body, StringComparison.Ordinal);
        }

        Assert.Equal(0, _sink.Available);
    }

    public void Dispose()
    {
        _agent.Dispose();
        _sink.Dispose();
    }

    private static Target Scheduled(string instance, string address) => new()
    {
        Instance = instance, Address = address, Labels = LabelSet.Empty, Modules = ["things"], Auth = "public_v2", Interval = TimeSpan.FromHours(1), Deadline = TimeSpan.FromMinutes(1),
    };
}
