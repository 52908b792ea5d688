using System.CommandLine;
using Collector.Daemon.Commands;
using Collector.Daemon.Tests.Configuration;
using Collector.Daemon.Tests.Reloading;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>What is said of mistakes in an snmp.yml that stand beside a secret.</summary>
public sealed class CanaryMistakeTests : IDisposable
{
    private const string Canary = CanaryWords.Canary;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What people get wrong about a line with a secret in it.</summary>
    public static TheoryData<string> Mistakes =>
    [
        $"auths: {{ a: {{ community: [{Canary}] }} }}",
        $"auths: {{ a: {{ community: {{ {Canary}: 1 }} }} }}",
        $"auths: {{ a: {{ community:{Canary} }} }}",
        $"auths: {{ a: {{ community={Canary} }} }}",
        $"auths: {{ a: {{ community {Canary} }} }}",
        $"auths: {{ a: {{ community={Canary}, community={Canary} }} }}",
        $"auths: {{ a: {{ comunity: {Canary} }} }}",
        $"auths: {{ a: {{ community: {Canary}, community: {Canary} }} }}",
        $"auths:\n  a:\n    community: *{Canary}",
        $"auths:\n  a:\n    community: &{Canary}",
        $"auths:\n  a:\n    community: !{Canary} x\n    x: 1",
        $"auths:\n  a:\n    community: %{Canary}",
        $"auths:\n  a:\n    community: @{Canary}",
        $"auths:\n  a:\n    community: `{Canary}",
        $"auths:\n  a:\n    community: \"{Canary}",
        $"auths:\n  a:\n    community: '{Canary}",
        $"auths:\n  a:\n    community: {Canary}: x",
        $"auths:\n  a:\n    community: {Canary}\n   version: 2",
        $"auths:\n  a:\n    community\n    {Canary}",
        $"auths:\n  a:\n    community: |\n    {Canary}\n",
        $"auths:\n  a:\n  - community: {Canary}",
        $"auths:\n  a: {Canary}",
        $"auths: {Canary}",
        $"auths:\n  a: {{ version: 3, username: u, security_level: authPriv, password: {Canary}, priv_password: [{Canary}] }}",
        $"auths:\n  a: {{ version: 3, username: u, security_level: authpriv, password: {Canary}, priv_password: {Canary} }}",
        $"auths:\n  a: {{ version: 3, security_level: authPriv, password: ${{{Canary}_IS_SET, priv_password: {Canary}$NOT_SET }}",
        $"a:\n  auth: {{ community: {Canary}, password: {Canary} }}\n  metrics: nothing",
        $"a:\n  auth: {{ community: [{Canary}] }}\n  metrics: []",
        $"a:\n  auth: {Canary}\n  metrics: []",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_beside_a_secret_is_told_without_it(string snmpYml)
    {
        using var output = new StringWriter();
        _folder.Write("snmp.yml", snmpYml);
        var console = new InvocationConfiguration { Output = output, Error = output };
        var withEnvironment = CheckCommand.Create().Parse(["--snmp-config", _folder["snmp.yml"], "--config.expand-environment-variables"]).Invoke(console);
        CheckCommand.Create().Parse(["--snmp-config", _folder["snmp.yml"]]).Invoke(console);
        Assert.DoesNotContain(Canary, output.ToString(), StringComparison.Ordinal);
        Assert.Contains("snmp.yml", output.ToString(), StringComparison.Ordinal);
        Assert.InRange(withEnvironment, 0, 1);
    }

    [Fact]
    public void Mistakes_beside_any_secret_are_told_without_it()
    {
        using var files = new CanaryFiles();
        var told = 0;
        foreach (var (file, text) in Damage.Files(files))
        {
            using var output = new StringWriter();
            files.Write(file, text);
            var code = CheckCommand.Create().Parse(["--config", files["collector.yml"]]).Invoke(new InvocationConfiguration { Output = output, Error = output });
            CanaryWords.AssertNowhereIn([output.ToString()], files.Key);
            told += code;
            files.WriteAll();
        }

        Assert.True(told > 60, $"only {told} of the mistakes were told");
    }
}
