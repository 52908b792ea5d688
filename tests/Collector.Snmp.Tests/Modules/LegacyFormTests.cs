using Collector.Snmp.Messages;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Modules;

/// <summary>Files of snmp_exporter 0.22 and older: modules at the top, each with its auth.</summary>
public sealed class LegacyFormTests
{
    [Fact]
    public void Each_module_has_an_auth_of_its_name()
    {
        var modules = SnmpYaml.Valid("""
            if_mib:
              walk: [1.3.6.1.2.1.2]
              get: [1.3.6.1.2.1.1.3.0]
              metrics:
              - {name: x, oid: 1.3.6.1.2.1.2.1, type: gauge}
              version: 1
              max_repetitions: 10
              retries: 0
              timeout: 10s
              auth: {community: s3cret, context_name: c}
            other:
              metrics: []
            """);
        Assert.Equal(["if_mib", "other"], modules.Modules.Keys.Order(StringComparer.Ordinal));
        var module = modules.Modules["if_mib"];
        Assert.Equal((10, 0, TimeSpan.FromSeconds(10), "x"), (module.MaxRepetitions, module.Retries, module.Timeout, module.Metrics[0].Name));
        Assert.Equal("if_mib", modules.AuthOf("if_mib"));
        var auth = modules.Auths["if_mib"];
        Assert.Equal((SnmpVersion.V1, "s3cret", "c"), (auth.Version, auth.Community.Reveal(), auth.ContextName));
        Assert.Equal((SnmpVersion.V2c, "public"), (modules.Auths["other"].Version, modules.Auths["other"].Community.Reveal()));
    }

    [Fact]
    public void Version_3_is_a_level_and_its_passwords()
    {
        var auth = SnmpYaml.Load("m:\n  metrics: []\n  version: 3\n  auth: {security_level: authNoPriv, username: u, password: p, auth_protocol: SHA}\n").Modules.Auths["m"];
        Assert.Equal((SnmpVersion.V3, SnmpSecurityLevel.AuthNoPriv, SnmpAuthProtocol.Sha), (auth.Version, auth.SecurityLevel, auth.AuthProtocol));
        Assert.Contains("auth m: username is required for version 3", SnmpYaml.Problems("m:\n  metrics: []\n  version: 3\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules")]
    [InlineData("auths")]
    [InlineData("version")]
    public void A_module_may_have_a_name_that_means_something_in_todays_form(string name)
    {
        var modules = SnmpYaml.Valid($"{name}:\n  walk: [1.3.6.1]\n  metrics: [{{name: x, oid: 1.3.6.1.1, type: gauge}}]\n");
        Assert.Equal(name, Assert.Single(modules.Modules).Key);
        Assert.Equal(name, modules.AuthOf(name));
    }

    [Fact]
    public void Todays_form_may_have_a_module_and_an_auth_of_the_name_metrics()
    {
        var modules = SnmpYaml.Valid("auths: {metrics: {version: 1}}\nmodules: {metrics: {metrics: []}}\n");
        Assert.Equal(("metrics", "metrics"), (modules.Modules.Keys.Single(), modules.Auths.Keys.Single()));
        Assert.Null(modules.AuthOf("metrics"));
        Assert.Null(modules.AuthOf("nowhere"));
    }

    [Fact]
    public void A_file_has_one_form() =>
        Assert.Equal("s.yml:1:1: \"auths\" belongs to the form of snmp_exporter 0.23 and later, and the module m at line 2 to the older one; a file has one form",
            SnmpYaml.Problems("auths: {a: {}}\nm: {metrics: []}\n"));

    [Theory]
    [InlineData("m: {metrics: [], auth: {version: 2}}", "s.yml:1:25: unknown key \"version\"")]
    [InlineData("m: {metrics: [], version: 4}", "s.yml:1:27: version: 4 is not between 1 and 3")]
    [InlineData("m: {metrics: [], auths: {}}", "s.yml:1:18: unknown key \"auths\"; did you mean \"auth\"?")]
    [InlineData("m: {metrics: []}\nn: {walk: [1.3.6]}", "s.yml:2:4: module n: metrics is required")]
    [InlineData("m: {metrics: []}\nn: ~", "s.yml:2:4: module n is empty")]
    public void What_is_wrong_is_reported_where_it_stands(string text, string problems) => Assert.Equal(problems, SnmpYaml.Problems(text));

    [Fact]
    public void The_older_keys_are_none_of_todays_form() =>
        Assert.Equal("s.yml:1:28: unknown key \"auth\"\ns.yml:1:38: unknown key \"version\"", SnmpYaml.Problems("modules: {m: {metrics: [], auth: {}, version: 2}}"));
}
