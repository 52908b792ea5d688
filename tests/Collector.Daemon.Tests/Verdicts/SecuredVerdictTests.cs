using Collector.Daemon.Tests.Reloading;
using Collector.Pipeline.Configuration;
using Collector.Simulator;
using Collector.Snmp.Messages;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Daemon.Tests.Verdicts;

/// <summary>Why an SNMPv3 device is missing: what its simulated engine says, and what it keeps to itself.</summary>
public sealed class SecuredVerdictTests
{
    private static readonly SnmpAuthOptions OnDevice = new()
    {
        Name = "v3", Version = SnmpVersion.V3, Username = "noc", SecurityLevel = SnmpSecurityLevel.AuthPriv,
        AuthProtocol = SnmpAuthProtocol.Sha, Password = Secret.From("authentic"), PrivProtocol = SnmpPrivProtocol.Aes, PrivPassword = Secret.From("private!"),
    };

    [Fact]
    public async Task The_right_keys_are_ok() => Assert.StartsWith("It answers: ", await JudgeAsync("ok"), StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_user_is_named_by_the_auth() =>
        Assert.Contains("it has no user like v3's username", await JudgeAsync("wrong_credentials", user: "nobody"), StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_password_is_told_from_a_wrong_user() =>
        Assert.Contains("v3's password or auth_protocol", await JudgeAsync("wrong_credentials", password: "c4nary-authentic"), StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_priv_password_is_a_device_that_tells_its_engine_and_then_nothing() =>
        Assert.Contains("v3's priv_password or priv_protocol", await JudgeAsync("wrong_credentials", privPassword: "c4nary-private"), StringComparison.Ordinal);

    [Fact]
    public async Task A_device_that_never_likes_our_time_is_no_matter_of_passwords() =>
        Assert.Contains("outside of its time window, and its clock could not be learned", await JudgeAsync("invalid_replies", notInTime: 1), StringComparison.Ordinal);

    [Fact]
    public async Task A_device_whose_signatures_are_wrong_does_not_have_the_key() =>
        Assert.Contains("does not have the key of v3's user", await JudgeAsync("wrong_credentials", wrongDigest: 1), StringComparison.Ordinal);

    private static async Task<string> JudgeAsync(string kind, string user = "noc", string password = "authentic", string privPassword = "private!", double notInTime = 0, double wrongDigest = 0)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Interfaces = 2, Users = [UsmUser.From(OnDevice)], NotInTimeWindow = notInTime, WrongDigest = wrongDigest });
        var instance = fleet.Endpoint(0).ToString();
        await using var daemon = await RunningDaemon.StartAsync($$"""
            snmp: { lanes: 1, config_files: [snmp.yml] }
            defaults: { interval: 1s, timeout: 100ms, retries: 1, modules: [if_mib], auth: v3 }
            targets: { static: [ { targets: ["{{instance}}"] } ] }
            """, ("snmp.yml", $$"""
            auths:
              v3: { version: 3, username: {{user}}, security_level: authPriv, auth_protocol: SHA, password: "{{password}}", priv_protocol: AES, priv_password: "{{privPassword}}" }
            """));
        var text = await VerdictReading.ExpectAsync(daemon, instance, kind);
        Assert.DoesNotContain("c4nary", text, StringComparison.Ordinal);
        return text;
    }
}
