using System.Net;

namespace Collector.Daemon.Tests.Configuration;

public sealed class AllowedTargetsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Without_the_setting_only_targets_may_be_asked_and_with_an_empty_list_nobody()
    {
        foreach (var yaml in (string[])["", "snmp: {}", "snmp: { lanes: 1 }", "snmp: { allowed_targets: }", "snmp: { allowed_targets: configured }", "shards: 2"])
            Assert.Equal("192.0.2.1 is no target with auth 'public_v2', and not in a network of snmp.allowed_targets", Refusal(yaml, "192.0.2.1"));
        Assert.Equal("192.0.2.1 is not in a network of snmp.allowed_targets", Refusal("snmp: { allowed_targets: [] }", "192.0.2.1"));
        Assert.Empty(_folder.Messages);
    }

    [Fact]
    public void Everybody_may_be_asked_only_when_somebody_wrote_so_and_that_is_said()
    {
        Assert.Null(Refusal("snmp: { allowed_targets: any }", "192.0.2.1"));
        Assert.Equal(["collector.yml:1:26: warning: allowed_targets: whoever reaches /snmp can have any address asked with any of the auths"], _folder.Messages);
    }

    [Fact]
    public void A_list_may_have_networks_as_they_are_and_the_targets()
    {
        const string Yaml = "snmp: { allowed_targets: [ configured, 10.0.0.0/8, 192.0.2.7, { networks: [198.51.100.0/24], auths: [public_v2] } ] }";
        Assert.Null(Refusal(Yaml, "10.1.1.1"));
        Assert.Null(Refusal(Yaml, "192.0.2.7", "ro"));
        Assert.NotNull(Refusal(Yaml, "198.51.100.1", "ro"));
        Assert.Contains("no target", Refusal(Yaml, "192.0.2.8"), StringComparison.Ordinal);
        Assert.True(_folder.Load(Yaml).Options.Snmp.Endpoint.AllowedTargets.HasConfigured);
    }

    [Theory]
    [InlineData("10.1.2.3", "public_v2", true)]
    [InlineData("10.1.2.3", "ro", false)]
    [InlineData("::ffff:10.1.2.3", "public_v2", true)]
    [InlineData("192.0.2.7", "ro", true)]
    [InlineData("192.0.2.8", "ro", false)]
    [InlineData("2001:db8::1", "ro", true)]
    [InlineData("2001:db9::1", "ro", false)]
    [InlineData("10.9.0.1", "ro", true)] // a later rule has it too
    public void Networks_and_auths_decide(string address, string auth, bool isAllowed)
    {
        var rules = """
            snmp:
              config_files: [snmp.yml]
              allowed_targets:
                - { networks: ["10.0.0.0/8"], auths: [public_v2] }
                - { networks: ["192.0.2.7", "2001:db8::/32", "10.9.0.0/16"] }
            """;

        Assert.Equal(isAllowed, Refusal(rules, address, auth) is null);
        Assert.Empty(_folder.Messages);
    }

    [Fact]
    public void All_addresses_of_a_name_have_to_be_allowed() =>
        Assert.Equal("198.51.100.1 is not in a network of snmp.allowed_targets", Refusal("snmp: { allowed_targets: [ { networks: [192.0.2.0/24] } ] }", "192.0.2.1", "public_v2", "198.51.100.1"));

    [Fact]
    public void What_is_wrong_is_said_with_its_place()
    {
        _folder.Load(
            """
            snmp:
              allowed_targets:
                - { networks: ["10.0.0.1/8", here, "5"] }
                - { auths: [public_v2] }
                - { network: [10.0.0.0/8], networks: [10.0.0.0/8], auths: [nobody] }
                - 10.0.0.0/33
            """);

        Assert.Equal(
            [
                "collector.yml:3:34: networks: \"here\" is not a network such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1",
                "collector.yml:3:40: networks: \"5\" is not a network such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1",
                "collector.yml:4:7: allowed_targets: networks is required",
                "collector.yml:5:9: unknown key \"network\"; did you mean \"networks\"?",
                "collector.yml:6:7: networks: \"10.0.0.0/33\" is not a network such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1",
                "collector.yml:5:64: warning: allowed_targets: there is no auth \"nobody\"",
            ],
            _folder.Messages);
    }

    public void Dispose() => _folder.Dispose();

    private string? Refusal(string yaml, string address, string auth = "public_v2", params string[] more) =>
        _folder.Load(yaml).Options.Snmp.Endpoint.AllowedTargets.Refusal([.. more.Prepend(address).Select(IPAddress.Parse)], auth);
}
