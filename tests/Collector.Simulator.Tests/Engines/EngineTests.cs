using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Simulator.Tests.Engines;

/// <summary>The devices as SNMPv3 engines, asked by net-snmp, which shares no code with them.</summary>
public sealed class EngineTests
{
    private static readonly UsmUser[] Users =
    [
        new() { Name = "open" },
        new() { Name = "signed", Level = SnmpSecurityLevel.AuthNoPriv, AuthProtocol = SnmpAuthProtocol.Sha224, Password = Secret.From("authentic") },
        Private(SnmpAuthProtocol.Md5, SnmpPrivProtocol.Des),
        Private(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes),
        Private(SnmpAuthProtocol.Sha256, SnmpPrivProtocol.Aes192),
        Private(SnmpAuthProtocol.Sha512, SnmpPrivProtocol.Aes256),
        Private(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes256C),
    ];

    [Theory]
    [InlineData("-l noAuthNoPriv -u open")]
    [InlineData("-l authNoPriv -u signed -a SHA-224 -A authentic")]
    [InlineData("-l authPriv -u MD5DES -a MD5 -A authentic -x DES -X private!")]
    [InlineData("-l authPriv -u SHAAES -a SHA -A authentic -x AES -X private!")]
    [InlineData("-l authPriv -u SHA256AES192 -a SHA-256 -A authentic -x AES-192 -X private!")]
    [InlineData("-l authPriv -u SHA512AES256 -a SHA-512 -A authentic -x AES-256 -X private!")]
    [InlineData("-l authPriv -u SHAAES256C -a SHA -A authentic -x AES-256-C -X private!")]
    public async Task Net_snmp_walks_a_device_as_every_kind_of_user(string user)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 3, Interfaces = 30, Users = Users });

        var (code, output) = await NetSnmp.RunVersion3("snmpbulkwalk", user, fleet.Endpoint(2), "-Cr20", "DEVICE", "1.3.6.1.2.1.31.1.1.1.1");

        Assert.Equal(0, code);
        Assert.Equal(30, output.Length);
        Assert.EndsWith("\"xe-0/0/30\"", output[^1], StringComparison.Ordinal);
        Assert.True(fleet.Counters.Version3 > 0);
    }

    [Theory]
    [InlineData("-l authNoPriv -u stranger -a SHA -A authentic", "Unknown user name")]
    [InlineData("-l authNoPriv -u signed -a SHA-224 -A mistaken!", "Authentication failure")]
    [InlineData("-l noAuthNoPriv -u signed", "Unsupported security level")]
    public async Task Net_snmp_understands_why_it_is_refused(string user, string complaint)
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Users = Users });

        var (code, output) = await NetSnmp.RunVersion3("snmpget", user, fleet.Endpoint(0), "DEVICE", "1.3.6.1.2.1.1.5.0");

        Assert.NotEqual(0, code);
        Assert.Contains(complaint, string.Join(' ', output), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reboot_counts_as_one_and_starts_the_time_anew()
    {
        await using var fleet = SimulatedFleet.Start(new SimulatorOptions { Devices = 1, Users = Users });
        // -Z: boots and time that net-snmp begins with, so that it is told to ask again after the reboot.
        fleet.Device(0).Edit(edit => edit.Reboot());
        var (code, output) = await NetSnmp.RunVersion3(
            "snmpget", "-l authPriv -u SHAAES -a SHA -A authentic -x AES -X private! -e 80007ed90500000000 -Z 1,1000000", fleet.Endpoint(0), "DEVICE", "1.3.6.1.2.1.1.5.0");

        Assert.True(code == 0, string.Join(' ', output));
        Assert.True(fleet.Counters.Reports >= 1);
    }

    [Fact]
    public void Users_must_be_usable_and_different()
    {
        Assert.Equal(2, new SimulatorOptions { Users = [new() { Name = "" }, new() { Name = "" }] }.Validate().Count);
        Assert.Single(new SimulatorOptions { Users = [new() { Name = "x", Level = SnmpSecurityLevel.AuthNoPriv }] }.Validate());
    }

    private static UsmUser Private(SnmpAuthProtocol hash, SnmpPrivProtocol cipher) => new()
    {
        Name = $"{hash}{cipher}".ToUpperInvariant(), Level = SnmpSecurityLevel.AuthPriv,
        AuthProtocol = hash, Password = Secret.From("authentic"), PrivProtocol = cipher, PrivPassword = Secret.From("private!"),
    };
}
