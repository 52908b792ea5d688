using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>Rules as somebody would write them: entries of <c>write_relabel_configs</c> in YAML.</summary>
internal static class WrittenRules
{
    public static RelabelRules Of(string entries)
    {
        var problems = new ConfigurationProblems();
        var reader = MappingReader.OverDocument(YamlFile.Load(new StringReader($"rules: [ {entries} ]"), "f.yml", problems)!, problems)!;
        var rules = new RelabelRulesReader(problems).Read(reader, "rules");
        Assert.False(problems.HasErrors, problems.ToString());
        return rules;
    }
}
