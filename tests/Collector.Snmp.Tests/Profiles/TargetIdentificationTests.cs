using Collector.Pipeline.Patterns;
using Collector.Pipeline.Targets;
using Collector.Snmp.Profiles;
using Collector.Testing;

namespace Collector.Snmp.Tests.Profiles;

public sealed class TargetIdentificationTests : IAsyncDisposable
{
    private static readonly TargetProfiles Profiles = BuiltInProfiles.All.Profiles;

    private readonly TargetIdentification _identification = new();
    private readonly PollingFixture _polling;
    private readonly FakeAgent _agent;
    private readonly TargetSet _written;
    private FakeMib _mib = Device("1.3.6.1.4.1.2636.1.1", "Juniper Networks, Inc.");

    public TargetIdentificationTests()
    {
        _polling = PollingFixture.Start(BuiltInProfiles.All, null, _identification);
        _agent = new FakeAgent("127.41.7.1", request => [_mib.Answer(request)]);
        _written = new TargetSet([PollingFixture.Target(_agent.Endpoint.ToString(), "auto", interval: TimeSpan.FromMilliseconds(100))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _polling.DisposeAsync();
        _agent.Dispose();
    }

    [Fact]
    public async Task A_device_gets_the_modules_of_what_it_says_it_is_and_of_what_takes_its_place()
    {
        var unknown = await ApplyAsync(Profiles);
        Assert.Equal(["system"], unknown.Modules);
        Assert.Equal("", unknown.Profile);

        await NewsAsync();
        var juniper = await ApplyAsync(Profiles);
        Assert.Equal("juniper", juniper.Profile);
        Assert.Equal(Profiles.All["juniper"].Modules, juniper.Modules);

        _mib = Device("1.3.6.1.4.1.6527.1.3.4", "TiMOS-C-22.10.R1");
        await NewsAsync();
        Assert.Equal("nokia_sros", (await ApplyAsync(Profiles)).Profile);
    }

    [Fact]
    public async Task What_is_known_of_a_device_outlives_a_reload_which_may_choose_another_profile()
    {
        await ApplyAsync(Profiles);
        await NewsAsync();

        var words = new ProfileMatch { SysDescr = Pattern("Networks, Inc") };
        var own = new TargetProfiles([new TargetProfile { Name = "own", Matches = [words], Modules = ["if_mib"] }]);

        Assert.Equal("own", (await ApplyAsync(own)).Profile);
        Assert.Equal("juniper", (await ApplyAsync(Profiles)).Profile);
    }

    [Fact]
    public async Task A_description_is_matched_as_the_device_wrote_it()
    {
        _mib = Device("1.3.6.1.4.1.4242", "say \"hello\"\nand \\ more");
        var words = new ProfileMatch { SysDescr = Pattern("^say \"hello\"\nand \\\\ more$") };
        var own = new TargetProfiles([new TargetProfile { Name = "own", Matches = [words], Modules = ["if_mib"] }]);

        await ApplyAsync(own);
        await NewsAsync();

        Assert.Equal("own", (await ApplyAsync(own)).Profile);
    }

    [Fact]
    public async Task A_device_that_does_not_say_what_it_is_gets_the_profile_for_every_device()
    {
        _mib = new FakeMib([AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 100)]);

        await ApplyAsync(Profiles);
        await NewsAsync();

        Assert.Equal("generic", (await ApplyAsync(Profiles)).Profile);
    }

    [Fact]
    public void Targets_whose_modules_were_written_are_left_as_they_are()
    {
        var written = new TargetSet([PollingFixture.Target("192.0.2.1", "if_mib")]);
        Assert.Same(written, _identification.Resolve(written, Profiles));
        Assert.Null(_identification.Resolve(new TargetSet([.. written, .. _written]), Profiles).ByInstance["192.0.2.1"].Profile);
    }

    private static Re2Pattern Pattern(string expression) => Re2Pattern.TryParse(expression, out var pattern, out var error) ? pattern : throw new FormatException(error);

    private static FakeMib Device(string sysObjectId, string sysDescr) => new(
        AgentVarbind.Text("1.3.6.1.2.1.1.1.0", sysDescr),
        AgentVarbind.ObjectId("1.3.6.1.2.1.1.2.0", sysObjectId),
        AgentVarbind.TimeTicks("1.3.6.1.2.1.1.3.0", 100));

    private async Task<Target> ApplyAsync(TargetProfiles profiles)
    {
        var resolved = _identification.Resolve(_written, profiles);
        await _polling.Engine.ApplyAsync(resolved, _polling.Modules, default);
        return resolved[0];
    }

    private async Task NewsAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        await _identification.News.ReadAsync(patience.Token);
    }
}
