using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Testing;

namespace Collector.Snmp.Tests.Profiles;

public sealed class ProfileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_adds_profiles_and_modules()
    {
        _folder.Write("mine.yml", """
            modules:
              toaster: {get: [1.3.6.1.4.1.99.1.0], metrics: [{name: toastTemp, oid: 1.3.6.1.4.1.99.1, type: gauge, help: How hot}]}
            profiles:
              toaster: {match: [{sys_object_id: 1.3.6.1.4.1.99}], modules: [system, toaster]}
            """);
        var problems = new ConfigurationProblems();

        var modules = SnmpModulesLoader.Load([], problems, profileFolders: [_folder.Path]);

        Assert.Equal("", problems.ToString());
        Assert.Equal(["system", "toaster"], modules.Profiles.All["toaster"].Modules);
        Assert.Contains("toaster", modules.Modules.Keys);
        Assert.Contains("generic", modules.Profiles.All.Keys);
    }

    [Theory]
    [InlineData("profiles: {a: {match: [{}], modules: []}}", "name at least one")]
    [InlineData("profiles: {a: {modules: [if_mib]}}", "match is required")]
    [InlineData("profiles: {a: {match: [{sys_object_id: cisco}], modules: [if_mib]}}", "is not an OID")]
    [InlineData("profiles: {a: {match: [{sys_descr: '(' }], modules: [if_mib]}}", "sys_descr: ")]
    [InlineData("profiles: {a: {match: [{sys_name: x}], modules: [if_mib]}}", "unknown key \"sys_name\"")]
    [InlineData("profiles: {a: {match: [{}], modules: [if_mibs]}}", "there is no module \"if_mibs\"")]
    [InlineData("profiles: {a: }", "profile a is empty")]
    [InlineData("modules: {auto: {metrics: []}}", "auto cannot be a module")]
    public void What_is_wrong_with_a_profile_is_said_with_its_place(string yaml, string message)
    {
        _folder.Write("mine.yml", yaml);
        var problems = new ConfigurationProblems();

        SnmpModulesLoader.Load([], problems, profileFolders: [_folder.Path]);

        Assert.Contains(message, problems.ToString(), StringComparison.Ordinal);
        Assert.Contains("mine.yml:1:", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem()
    {
        var problems = new ConfigurationProblems();
        SnmpModulesLoader.Load([], problems, profileFolders: [_folder.Path + "/none"]);
        Assert.Contains("does not exist", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_snmp_exporter_have_no_profiles()
    {
        _folder.Write("snmp.yml", "profiles: {a: {match: [{}], modules: [if_mib]}}");
        var problems = new ConfigurationProblems();
        SnmpModulesLoader.Load([_folder.Path + "/snmp.yml"], problems);
        Assert.Contains("unknown key \"profiles\"", problems.ToString(), StringComparison.Ordinal);
    }
}
