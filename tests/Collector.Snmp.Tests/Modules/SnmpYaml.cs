using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;

namespace Collector.Snmp.Tests.Modules;

/// <summary>Text of an snmp.yml in, modules or problems out, under the name <c>s.yml</c>.</summary>
internal static class SnmpYaml
{
    public static (SnmpModules Modules, ConfigurationProblems Problems) Load(string text)
    {
        var problems = new ConfigurationProblems();
        var reader = new SnmpConfigReader(problems);
        reader.Add(YamlFile.Load(new StringReader(text), "s.yml", problems));
        return (reader.Build(), problems);
    }

    public static SnmpModules Valid(string text)
    {
        var (modules, problems) = Load(text);
        Assert.Equal("", problems.ToString());
        return modules;
    }

    public static string Problems(string text) => Load(text).Problems.ToString();

    /// <summary>A module <c>m</c> with one metric, whose keys begin at line 5 and column 7.</summary>
    public static string OneMetric(string keys) => $"modules:\n  m:\n    walk: [1.3.6.1]\n    metrics:\n    - {keys.ReplaceLineEndings("\n").Replace("\n", "\n      ", StringComparison.Ordinal)}\n";
}
