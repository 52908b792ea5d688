using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Collector.Snmp.Transport;
using Collector.Snmp.Transport.Addresses;
using Collector.Testing;

namespace Collector.Snmp.Tests.Transport.Addresses;

public sealed class EndpointResolverTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeNames _names = new();
    private readonly BlockingCollection<Resolution> _reports = [];
    private readonly EndpointResolver _resolver;

    // Without a time limit for lookups the only timer is the pause between them.
    public EndpointResolverTests() =>
        _resolver = new EndpointResolver(_names.LookUp, _time, new EndpointResolverOptions { LookupTimeout = Timeout.InfiniteTimeSpan });

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public void A_literal_is_reported_at_once_without_a_lookup()
    {
        Resolution? reported = null;
        _resolver.Follow(Parse("192.0.2.1:1161"), now => reported = now).Dispose();
        Assert.Equal("192.0.2.1:1161", reported?.Endpoint.ToString());
        Assert.Equal(0, _names.Lookups);
    }

    [Fact]
    public void A_name_is_looked_up_again_after_five_minutes_and_only_changes_are_reported()
    {
        _names.Answer("router", "192.0.2.1", "192.0.2.2");
        _resolver.Follow(Parse("router"), _reports.Add);
        Assert.Equal("192.0.2.1:161", Next().Endpoint.ToString());

        _names.Answer("router", "192.0.2.2", "192.0.2.1"); // round robin: the one in use is still there
        PassPause(TimeSpan.FromMinutes(5), lookups: 2);

        _names.Answer("router", "192.0.2.3");
        PassPause(TimeSpan.FromMinutes(5), lookups: 3);
        Assert.Equal("192.0.2.3:161", Next().Endpoint.ToString());
        Assert.Empty(_reports);
    }

    [Fact]
    public void Failures_are_retried_after_1_2_4_seconds_up_to_a_minute_and_reported_once()
    {
        _names.Fail("router", "no such host");
        _resolver.Follow(Parse("router"), _reports.Add);
        Assert.Equal(new Resolution(null, "no such host"), Next());
        int lookups = 1;
        foreach (int seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            WaitFor(() => _time.ArmedTimers == 1);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(lookups, _names.Lookups);
            PassPause(TimeSpan.FromTicks(1), ++lookups);
        }

        Assert.Empty(_reports);
        _names.Answer("router", "192.0.2.1");
        PassPause(TimeSpan.FromSeconds(60), ++lookups);
        Assert.Equal("192.0.2.1:161", Next().Endpoint.ToString());
    }

    [Fact]
    public void The_last_good_address_is_kept_while_lookups_fail()
    {
        _names.Answer("router", "192.0.2.1");
        _resolver.Follow(Parse("router"), _reports.Add);
        TransportEndpoint? good = Next().Endpoint;
        _names.Fail("router", "server failure");
        PassPause(TimeSpan.FromMinutes(5), lookups: 2);
        Assert.Equal(new Resolution(good, "server failure"), Next());
        _names.Answer("router", "192.0.2.1");
        PassPause(TimeSpan.FromSeconds(1), lookups: 3);
        Assert.Equal(new Resolution(good, null), Next());
    }

    [Fact]
    public void A_lookup_that_hangs_counts_as_failed_after_five_seconds()
    {
        using var resolver = new EndpointResolver(_names.LookUp, _time);
        _names.Hang("router");
        resolver.Follow(Parse("router"), _reports.Add);
        WaitFor(() => _names.Lookups == 1 && _time.ArmedTimers == 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new Resolution(null, "no answer within 5 s"), Next());
    }

    [Fact]
    public void At_most_16_lookups_are_in_flight_and_dead_names_get_half_of_them()
    {
        using var resolver = new EndpointResolver(_names.LookUp, _time);
        for (int number = 0; number < 100; number++)
        {
            _names.Hang($"dead{number}");
            resolver.Follow(Parse($"dead{number}"), _reports.Add);
        }

        // Every name has its first try; from then on the dead ones share eight slots.
        for (int wave = 1; wave <= 7; wave++)
        {
            int started = Math.Min(wave * 16, 100);
            WaitFor(() => _names.Lookups >= started);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        _time.Advance(TimeSpan.FromSeconds(60));
        WaitFor(() => _names.InFlight == 8);
        _names.Answer("healthy", "192.0.2.1");
        var healthy = new BlockingCollection<Resolution>();
        resolver.Follow(Parse("healthy"), healthy.Add);
        Assert.True(healthy.TryTake(out Resolution found, Patience.Limit));
        Assert.NotNull(found.Endpoint);
        Assert.InRange(_names.MostInFlight, 1, 16);
    }

    [Theory]
    [InlineData("udp://router", "192.0.2.1:161")]
    [InlineData("udp4://router", "192.0.2.1:161")]
    [InlineData("udp6://router", "[2001:db8::1]:161")]
    [InlineData("tcp6://router:1161", "tcp://[2001:db8::1]:1161")]
    public void The_transport_chooses_among_the_families(string text, string endpoint)
    {
        _names.Answer("router", "192.0.2.1", "2001:db8::1");
        _resolver.Follow(Parse(text), _reports.Add);
        Assert.Equal(endpoint, Next().Endpoint.ToString());
    }

    [Fact]
    public void A_name_without_a_usable_address_says_so()
    {
        _names.Answer("router", "192.0.2.1");
        _resolver.Follow(Parse("udp6://router"), _reports.Add);
        Assert.Equal(new Resolution(null, "the name has no address of the right family"), Next());
    }

    [Fact]
    public void On_a_machine_without_IPv6_its_addresses_are_not_chosen()
    {
        using var resolver = new EndpointResolver(_names.LookUp, _time, new EndpointResolverOptions { IPv6 = false });
        _names.Answer("router", "2001:db8::1", "192.0.2.1");
        resolver.Follow(Parse("router"), _reports.Add);
        Assert.Equal("192.0.2.1:161", Next().Endpoint.ToString());
    }

    [Fact]
    public void A_name_nobody_follows_is_not_looked_up_any_more()
    {
        _names.Answer("router", "192.0.2.1");
        IDisposable following = _resolver.Follow(Parse("router"), _reports.Add);
        Next();
        WaitFor(() => _time.ArmedTimers == 1);
        following.Dispose();
        following.Dispose();
        WaitFor(() => _time.ArmedTimers == 0);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _names.Lookups);
    }

    [Fact]
    public async Task The_system_resolves_localhost()
    {
        IPAddress[] addresses = await EndpointResolver.SystemLookup("localhost", CancellationToken.None);
        Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address)));
    }

    // Lets a pause between lookups end, and the lookup after it begin the next pause.
    private void PassPause(TimeSpan pause, int lookups)
    {
        WaitFor(() => _time.ArmedTimers == 1);
        _time.Advance(pause);
        WaitFor(() => _names.Lookups == lookups && _names.InFlight == 0 && _time.ArmedTimers == 1);
    }

    private Resolution Next()
    {
        Assert.True(_reports.TryTake(out Resolution report, Patience.Limit), "nothing was reported");
        return report;
    }

    private static void WaitFor(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => Patience.Until(condition, condition: what);

    private static TargetAddress Parse(string text)
    {
        Assert.True(TargetAddress.TryParse(text, out TargetAddress? address, out string? error), error);
        return address;
    }

    /// <summary>A name service whose answers a test sets, and that counts what it is asked.</summary>
    private sealed class FakeNames
    {
        private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<IPAddress[]>>> _answers = new();
        private readonly Lock _gate = new();
        private int _lookups, _inFlight, _mostInFlight;

        public int Lookups => Volatile.Read(ref _lookups);

        public int InFlight => Volatile.Read(ref _inFlight);

        public int MostInFlight => Volatile.Read(ref _mostInFlight);

        public void Answer(string name, params string[] addresses) =>
            _answers[name] = _ => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

        public void Fail(string name, string error) => _answers[name] = _ => throw new InvalidOperationException(error);

        public void Hang(string name) => _answers[name] = async cancellation =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return [];
        };

        public async Task<IPAddress[]> LookUp(string name, CancellationToken cancellation)
        {
            lock (_gate)
            {
                _lookups++;
                _mostInFlight = Math.Max(_mostInFlight, ++_inFlight);
            }

            try
            {
                return await _answers[name](cancellation);
            }
            finally
            {
                lock (_gate)
                    _inFlight--;
            }
        }
    }
}
