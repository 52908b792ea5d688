using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Modules;

public sealed class AuthVariablesTests
{
    private static readonly Dictionary<string, string> Set = new(StringComparer.Ordinal) { ["V"] = "value", ["V_2"] = "two", ["EMPTY"] = "" };

    [Fact]
    public void Only_user_names_and_passwords_have_variables()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("s.yml", """
            auths:
              a: {version: 3, security_level: authPriv, username: $V, password: "p${V}", priv_password: $V_2, community: $V, context_name: $V}
            """);
        var problems = new ConfigurationProblems();
        var auth = SnmpModulesLoader.Load([path], problems, Set.GetValueOrDefault).Auths["a"];
        Assert.False(problems.HasErrors);
        Assert.Equal(("value", "pvalue", "two"), (auth.Username, auth.Password.Reveal(), auth.PrivPassword.Reveal()));
        Assert.Equal(("$V", "$V"), (auth.Community.Reveal(), auth.ContextName));
        Assert.Equal("$V", SnmpModulesLoader.Load([path], new ConfigurationProblems()).Auths["a"].Username);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_an_error_with_its_name_and_place()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("s.yml", "auths:\n  a: {username: x$NOT_SET, password: $EMPTY}\n");
        var problems = new ConfigurationProblems();
        SnmpModulesLoader.Load([path], problems, Set.GetValueOrDefault);
        Assert.Equal($"{path}:2:17: username: the environment variable NOT_SET is not set", problems.ToString());
    }
}
