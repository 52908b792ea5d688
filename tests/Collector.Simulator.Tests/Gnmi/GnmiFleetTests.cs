using Collector.Gnmi.Protocol;
using Collector.Grpc;
using Collector.Simulator.Gnmi;
using Collector.Testing;
using Collector.Testing.Gnmi;
using StatusCode = Collector.Grpc.StatusCode;

namespace Collector.Simulator.Tests.Gnmi;

/// <summary>Devices over real connections.</summary>
public class GnmiFleetTests
{
    private static readonly SubscribeRequest Octets = CallFixture.Request("/interfaces/interface/state/counters/in-octets", interval: 1);

    [Fact]
    public async Task Each_address_is_a_device_of_its_own()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 300 });
        foreach (var device in new[] { 0, 1, 299 })
        {
            await using var client = new FleetClient(fleet, device);
            var capabilities = await client.CapabilitiesAsync();
            Assert.Contains(Encoding.Proto, capabilities.SupportedEncodings);
            Assert.Contains(capabilities.SupportedModels, static model => model.Name == "openconfig-interfaces");
            var request = new GetRequest { Encoding = Encoding.Proto, Path = { CallFixture.Path("/system/state/hostname") } };
            var name = (await client.GetAsync(request)).Notification.Single().Update.Single().Val.StringVal;
            Assert.Equal($"gnmi-{device:D5}", name);
        }
    }

    [Fact]
    public async Task An_address_without_a_device_is_cut_off()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 2 });
        fleet.Device(1).Kill();
        await using var client = new FleetClient(fleet, 1);
        Assert.NotEqual(StatusCode.OK, (await client.UnaryAsync("Capabilities", new CapabilityRequest())).Status.StatusCode);
        fleet.Device(1).Revive();
        Assert.NotEmpty((await client.CapabilitiesAsync()).GNMIVersion);
    }

    [Fact]
    public async Task A_stream_over_tls_follows_the_clock()
    {
        var time = new ManualTime();
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions { HasTls = true, Time = time, Epoch = time.GetUtcNow().AddSeconds(-50) });
        using var folder = new TemporaryFolder();
        var authority = folder.Write("ca.pem", fleet.AuthorityPem!);
        await using var client = new FleetClient(fleet, 3, new GrpcTlsOptions { CaFile = authority, ServerName = GnmiFleet.ServerName });
        await client.SubscribeAsync(Octets);
        Assert.Equal(8, CallFixture.Updates(await client.UntilSyncAsync()).Count);
        Patience.Until(() => fleet.Device(3).ActiveCalls == 1);
        for (var second = 51; second < 54; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            for (var number = 1; number <= 8; number++)
            {
                var update = (await client.NextAsync())!.Update;
                Assert.Equal(GnmiFormula.Rate("in-octets", 3, number) * (ulong)(second * 100), update.Update.Single().Val.UintVal);
            }
        }

        Assert.Equal(8 * 4 + 1, fleet.Counters.Messages);
    }

    [Fact]
    public async Task An_edit_is_sent_at_once_and_a_cut_ends_the_call()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions());
        await using var client = new FleetClient(fleet, 0);
        await client.SubscribeAsync(CallFixture.Request("/interfaces/interface/state/description", SubscriptionMode.OnChange));
        await client.UntilSyncAsync();
        fleet.Device(0).Edit(static edit => edit.SetDescription(2, "elsewhere"));
        Assert.Equal("elsewhere", (await client.NextAsync())!.Update.Update.Single().Val.StringVal);
        fleet.Device(0).Edit(static edit => edit.RemoveInterface(3));
        Assert.Equal("Ethernet1/3", (await client.NextAsync())!.Update.Delete.Single().Elem[1].Key["name"]);
        fleet.CutAll();
        Assert.Equal(StatusCode.Unavailable, (await client.EndAsync()).StatusCode);
        Patience.Until(() => fleet.Counters.Active == 0);
    }

    [Fact]
    public async Task Polls_are_answered_one_by_one_and_once_ends()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions());
        await using var client = new FleetClient(fleet, 0);
        await client.SubscribeAsync(CallFixture.Request("/system", with: static list => list.Mode = SubscriptionList.Types.Mode.Poll));
        for (var poll = 0; poll < 2; poll++)
        {
            await client.WriteAsync(new SubscribeRequest { Poll = new Poll() });
            Assert.NotEmpty(CallFixture.Updates(await client.UntilSyncAsync()));
        }

        await client.WriteAsync(Octets);
        Assert.Equal(StatusCode.InvalidArgument, (await client.EndAsync()).StatusCode);
        await using var once = new FleetClient(fleet, 0);
        await once.SubscribeAsync(CallFixture.Request("/system", with: static list => list.Mode = SubscriptionList.Types.Mode.Once));
        await once.UntilSyncAsync();
        Assert.Equal(StatusCode.OK, (await once.EndAsync()).StatusCode);
    }

    [Theory]
    [InlineData(GnmiNature.Unauthenticated, StatusCode.Unauthenticated)]
    [InlineData(GnmiNature.Unimplemented, StatusCode.Unimplemented)]
    [InlineData(GnmiNature.ResourceExhausted, StatusCode.ResourceExhausted)]
    [InlineData(GnmiNature.EndsWithOk, StatusCode.OK)]
    [InlineData(GnmiNature.GoesAway, StatusCode.Unavailable)]
    public async Task Devices_that_end_calls_say_so(GnmiNature nature, StatusCode end)
    {
        await using var fleet = await GnmiFleet.StartAsync(Only(nature));
        await using var client = new FleetClient(fleet, 0);
        await client.SubscribeAsync(Octets);
        Assert.Equal(end, (await client.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task A_flood_ends_with_the_values_of_its_end()
    {
        await using var fleet = await GnmiFleet.StartAsync(Only(GnmiNature.Flooding));
        await using var client = new FleetClient(fleet, 0);
        await client.SubscribeAsync(CallFixture.Request("/interfaces/interface[name=Ethernet1|1]/state/counters/in-octets", interval: 1));
        await client.UntilSyncAsync();
        var (values, last) = (0, 0UL);
        while (fleet.Device(0).FloodEnd is not { } end || last != end * GnmiFormula.Rate("in-octets", 0, 1))
        {
            last = (await client.NextAsync())!.Update.Update.Single().Val.UintVal;
            values++;
        }

        Assert.True(values > 100);
    }

    [Fact]
    public async Task Calls_need_the_user_if_there_is_one()
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions { Username = "noc", Password = "secret" });
        await using var wrong = new FleetClient(fleet, 0, user: "noc", password: "guess");
        Assert.Equal(StatusCode.Unauthenticated, (await wrong.UnaryAsync("Capabilities", new CapabilityRequest())).Status.StatusCode);
        await using var right = new FleetClient(fleet, 0, user: "noc", password: "secret");
        Assert.NotEmpty((await right.CapabilitiesAsync()).GNMIVersion);
    }

    [Theory]
    [InlineData(GetRequest.Types.DataType.Config, 5)]
    [InlineData(GetRequest.Types.DataType.State, 9 + 14)]
    public async Task A_get_may_ask_for_configuration_alone(GetRequest.Types.DataType type, int leaves)
    {
        await using var fleet = await GnmiFleet.StartAsync(new GnmiFleetOptions());
        await using var client = new FleetClient(fleet, 0);
        var path = type == GetRequest.Types.DataType.Config ? "/interfaces/interface[name=Ethernet1|1]" : "/interfaces/interface[name=Ethernet1|1]/state";
        var answer = await client.GetAsync(new GetRequest { Encoding = Encoding.Proto, Type = type, Path = { CallFixture.Path(path) } });
        Assert.Equal(leaves, answer.Notification.Sum(static notification => notification.Update.Count));
    }

    [Fact]
    public async Task Wrong_options_are_all_named()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => GnmiFleet.StartAsync(new GnmiFleetOptions { Devices = 0, BaseAddress = System.Net.IPAddress.Any, HugeMessageBytes = 1 }));
        Assert.Contains("Devices", error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.0/8", error.Message, StringComparison.Ordinal);
        Assert.Contains("Huge", error.Message, StringComparison.Ordinal);
    }

    private static GnmiFleetOptions Only(GnmiNature nature) => new()
    {
        Devices = 1, Natures = new Dictionary<GnmiNature, double> { [nature] = 1 }, MisbehaveEvery = TimeSpan.FromMilliseconds(200),
    };
}
