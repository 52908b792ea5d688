using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Modules;

/// <summary>Passwords of SNMPv3 that RFC 3414 section 11.2 calls too short.</summary>
public sealed class AuthPasswordTests
{
    [Theory]
    [InlineData("security_level: authNoPriv, password: short12", "password")]
    [InlineData("security_level: authPriv, password: long-enough, priv_password: short12", "priv_password")]
    [InlineData("security_level: authPriv, password: 12345678, priv_password: 12345678", null)]
    [InlineData("security_level: noAuthNoPriv, password: short12", null)]
    public void One_with_fewer_than_eight_characters_is_warned_of(string written, string? key)
    {
        using var folder = new TemporaryFolder();
        var problems = new ConfigurationProblems();

        SnmpModulesLoader.Load([folder.Write("snmp.yml", $"auths: {{ core: {{ version: 3, username: noc, {written} }} }}\nmodules: {{}}")], problems);

        Assert.Equal(key is null ? [] : [$"auth core: {key} has fewer than 8 characters, so hardly any agent can have it"], problems.Select(problem => problem.Message));
        Assert.False(problems.HasErrors);
    }
}
