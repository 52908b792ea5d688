using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Modules;

/// <summary>Communities and passwords that are kept elsewhere than in snmp.yml.</summary>
public sealed class AuthSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_secret_may_be_in_a_file_or_a_variable()
    {
        _folder.Write("secrets/community", "from a file\n");
        var (modules, problems) = Load("""
            auths:
              v2: { community_file: secrets/community }
              v3: { version: 3, username: u, security_level: authPriv, password_env: PATH, priv_password_file: secrets/community, priv_protocol: AES, auth_protocol: SHA }
              empty: { community: "" }
              usual: {}
            """);
        Assert.Equal("", problems.ToString());
        Assert.Equal("from a file", modules.Auths["v2"].Community.Reveal());
        Assert.Equal((Environment.GetEnvironmentVariable("PATH"), "from a file"), (modules.Auths["v3"].Password.Reveal(), modules.Auths["v3"].PrivPassword.Reveal()));
        Assert.Equal(("", "public"), (modules.Auths["empty"].Community.Reveal(), modules.Auths["usual"].Community.Reveal()));
        Assert.Contains(_folder["secrets/community"], problems.Files);
    }

    [Fact]
    public void One_that_is_not_there_is_an_error_with_its_place()
    {
        var (_, problems) = Load("auths: { v2: { community_file: gone } }");
        Assert.StartsWith("snmp.yml:1:32: community_file: ", problems.ToString().Replace(_folder.Path + "/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        (_, problems) = Load("auths: { v2: { community: a, community_env: HOME } }");
        Assert.Equal(1, problems.ErrorCount);
    }

    private (SnmpModules Modules, ConfigurationProblems Problems) Load(string yaml)
    {
        var problems = new ConfigurationProblems();
        return (SnmpModulesLoader.Load([_folder.Write("snmp.yml", yaml)], problems), problems);
    }
}
