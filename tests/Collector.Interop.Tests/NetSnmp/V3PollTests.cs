using Collector.Interop.Tests.Peers;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Interop.Tests.NetSnmp;

/// <summary>Every hash and every cipher that net-snmp has, against its snmpd and beside its snmpwalk.</summary>
public sealed class V3PollTests(V3Snmpd agent) : IClassFixture<V3Snmpd>
{
    private const string IfDescr = "1.3.6.1.2.1.2.2.1.2";

    private static readonly SnmpModules Modules = new(SnmpModulesLoader.Load([], new ConfigurationProblems()).Modules.Values, V3Snmpd.Users);

    public static TheoryData<string> Users => [.. V3Snmpd.Users.Select(user => user.Name)];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_of_every_kind_sees_what_snmpwalk_prints(string user)
    {
        var walk = await agent.WalkAsync(Modules.Auths[user], IfDescr);
        await using var polling = PollingFixture.Start(Modules);

        var polled = await PollAsync(polling, user, "if_mib");
        var again = await PollAsync(polling, user, "system");

        var labels = SeriesReading.Read(polled).Keys.Where(name => name.StartsWith("ifMtu{", StringComparison.Ordinal)).ToList();
        Assert.Equal(walk.Values.Count, labels.Count);
        Assert.All(walk.Values.Values, value => Assert.Contains(labels, label => label.Contains($"ifDescr=\"{System.Text.Encoding.UTF8.GetString(value.Octets!)}\"", StringComparison.Ordinal)));
        Assert.Contains("""sysName{sysName="v3.interop.example"}""", SeriesReading.Read(again).Keys);
    }

    [Fact]
    public async Task The_engine_is_discovered_once_for_all_polls()
    {
        await using var polling = PollingFixture.Start(Modules);

        var first = await PollAsync(polling, "Sha-Aes", "system");
        var second = await PollAsync(polling, "Sha-Aes", "system");

        Assert.Equal(1, Last(first).Requests - Last(second).Requests);
    }

    [Theory]
    [InlineData("stranger", "authentic pass", "private pass", PollOutcome.Denied, AccessProblem.UnknownUser)]
    [InlineData("Sha-Aes", "another pass", "private pass", PollOutcome.Denied, AccessProblem.WrongDigest)]
    public async Task A_refusal_is_said_with_its_reason(string user, string password, string privPassword, PollOutcome outcome, AccessProblem problem)
    {
        var wrong = Modules.Auths["Sha-Aes"] with { Name = "wrong", Username = user, Password = Secret.From(password), PrivPassword = Secret.From(privPassword) };
        await using var polling = PollingFixture.Start(new SnmpModules(Modules.Modules.Values, [wrong]));

        var record = Last(await PollAsync(polling, "wrong", "system", TimeSpan.FromMilliseconds(300)));

        Assert.Equal((outcome, problem), (record.Outcome, record.Problem));
        Assert.Equal(3, record.Requests); // the discovery, and the request twice: nobody signed the refusal
    }

    [Fact]
    public async Task A_level_below_what_the_agent_wants_is_refused()
    {
        var weak = Modules.Auths["nobody"] with { Name = "weak", Username = "Sha", SecurityLevel = SnmpSecurityLevel.AuthPriv, AuthProtocol = SnmpAuthProtocol.Sha, PrivProtocol = SnmpPrivProtocol.Aes };
        await using var polling = PollingFixture.Start(new SnmpModules(Modules.Modules.Values, [weak]));

        var record = Last(await PollAsync(polling, "weak", "system", TimeSpan.FromMilliseconds(300)));

        Assert.Equal((PollOutcome.Denied, AccessProblem.UnsupportedSecurityLevel), (record.Outcome, record.Problem));
    }

    [Theory]
    [InlineData("Sha", "Sha", "authentic pass", 0, "sysName{sysName=\"v3.interop.example\"}")]
    [InlineData("stranger", "Sha", "authentic pass", 1, "no user like hand's username")]
    [InlineData("Sha", "Sha", "mistaken pass", 1, "hand's password or auth_protocol")]
    [InlineData("Sha", "Sha-512", "authentic pass", 1, "hand's password or auth_protocol")]
    public async Task The_walk_command_takes_a_user_and_says_what_is_wrong_with_it(string user, string hash, string password, int code, string said)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("snmp.yml", $$"""
            auths: { hand: { version: 3, username: {{user}}, security_level: authNoPriv, auth_protocol: {{hash.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()}}, password: {{password}} } }
            modules: { brief: { get: [1.3.6.1.2.1.1.5.0], timeout: 300ms, retries: 1, metrics: [{ name: sysName, oid: 1.3.6.1.2.1.1.5, type: DisplayString, help: h }] } }
            """);

        var (exit, page, errors) = await CollectorProgram.RunAsync("walk", agent.Endpoint.ToString(), "--module", "brief", "--auth", "hand", "--snmp-config", file);

        Assert.Equal(code, exit);
        Assert.Contains(said, page + errors, StringComparison.Ordinal);
        Assert.DoesNotContain(password, errors, StringComparison.Ordinal);
    }

    private static PollRecord Last(TargetSeries series)
    {
        Assert.True(series.History.TryGetLast(out var record));
        return record;
    }

    private async Task<TargetSeries> PollAsync(PollingFixture polling, string auth, string module, TimeSpan? timeout = null)
    {
        var series = await polling.Engine.PollOnceAsync(PollingFixture.Target(agent.Endpoint.ToString(), module, auth, timeout: timeout, retries: 1), default);
        if (timeout is null) Assert.Equal(PollOutcome.Answered, Last(series).Outcome);
        return series;
    }
}
