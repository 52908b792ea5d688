using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Modules;

public sealed class SnmpModulesLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snmp").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_name_in_two_files_is_an_error_that_names_both_places()
    {
        Write("a.yml", "auths: {x: {}}\nmodules: {m: {metrics: []}}\n");
        Write("b.yml", "modules:\n  m: {metrics: []}\nauths: {x: {}}\n");
        var (_, problems) = Load("*.yml");
        Assert.Equal($"{_folder}/b.yml:3:9: auth x is already at {_folder}/a.yml:1:9\n{_folder}/b.yml:2:3: module m is already at {_folder}/a.yml:2:11", problems);
    }

    [Fact]
    public void Files_add_up_over_the_built_in_profiles()
    {
        Write("a.yml", "modules: {mine: {metrics: []}}\n");
        Write("b.yml", "auths: {secret: {community: x}}\n");
        var (modules, problems) = Load("a.yml", "b.yml");
        Assert.Equal("", problems);
        Assert.All(["mine", "if_mib"], name => Assert.True(modules.TryGetModule(name, out _)));
        Assert.All(["secret", "public_v1", "public_v2"], name => Assert.True(modules.TryGetAuth(name, out _)));
    }

    [Fact]
    public void A_users_module_replaces_a_built_in_one()
    {
        Write("a.yml", "modules: {if_mib: {walk: [1.3.6], metrics: []}}\nauths: {public_v2: {community: other}}\n");
        var (modules, problems) = Load("a.yml");
        Assert.Equal("", problems);
        Assert.Empty(modules.Modules["if_mib"].Metrics);
        Assert.Equal("other", modules.Auths["public_v2"].Community.Reveal());
    }

    [Fact]
    public void A_file_that_is_named_must_be_there_and_a_glob_may_be_empty()
    {
        var (_, problems) = Load("nowhere.yml", "*.yaml");
        var lines = problems.Split('\n');
        Assert.StartsWith($"{_folder}/nowhere.yml: does not exist", lines[0], StringComparison.Ordinal);
        Assert.Equal($"{_folder}/*.yaml: warning: matches no file", lines[1]);
    }

    [Fact]
    public void Every_problem_of_every_file_is_reported()
    {
        Write("a.yml", "modules: {m: {}}\n");
        Write("b.yml", "modules: [\n");
        Write("c.yml", "modules: {n: {}}\n");
        var (_, problems) = Load("*.yml");
        Assert.Equal(3, problems.Split('\n').Length);
    }

    [Fact]
    public void Without_files_there_are_the_built_in_profiles() => Assert.True(Load().Modules.TryGetModule("if_mib", out _));

    private void Write(string name, string text) => File.WriteAllText(Path.Join(_folder, name), text);

    private (SnmpModules Modules, string Problems) Load(params string[] patterns)
    {
        var problems = new ConfigurationProblems();
        var modules = SnmpModulesLoader.Load(patterns.Select(pattern => Path.Join(_folder, pattern)), problems);
        return (modules, problems.ToString());
    }
}
