using Collector.Pipeline.Configuration;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Tests.Configuration;

namespace Collector.Pipeline.Tests.Relabelling;

/// <summary>Rules from YAML, under the key <c>rules</c> of <c>f.yml</c>.</summary>
internal static class Rules
{
    public static (RelabelRules Rules, ConfigurationProblems Problems) Read(string yaml)
    {
        var (reader, problems) = Yaml.Mapping("rules:\n" + yaml);
        return (new RelabelRulesReader(problems).Read(reader, "rules"), problems);
    }

    public static RelabelRules Valid(string yaml)
    {
        var (rules, problems) = Read(yaml);
        Assert.Equal("", problems.ToString());
        return rules;
    }

    /// <summary>Labels in, as <c>a=1 b=2</c>, and out, sorted; "dropped" when they were.</summary>
    public static string Apply(string yaml, string labels)
    {
        var builder = new LabelBuilder(Labels(labels));
        return Valid(yaml).Apply(builder) ? string.Join(' ', builder.ToArray().Select(label => $"{label.Name}={label.Value}")) : "dropped";
    }

    private static Label[] Labels(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => new Label(pair[0], pair[1]))];
}
