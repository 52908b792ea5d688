using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

/// <summary>Text in, nodes or problems out, under the name <c>f.yml</c>.</summary>
internal static class Yaml
{
    public static (YamlNode? Root, ConfigurationProblems Problems) Load(string text)
    {
        var problems = new ConfigurationProblems();
        return (YamlFile.Load(new StringReader(text), "f.yml", problems), problems);
    }

    public static YamlNode Valid(string text)
    {
        var (root, problems) = Load(text);
        Assert.Equal("", problems.ToString());
        return root!;
    }

    public static string Problems(string text) => Load(text).Problems.ToString();

    public static (MappingReader Reader, ConfigurationProblems Problems) Mapping(string text)
    {
        var problems = new ConfigurationProblems();
        return (MappingReader.OverDocument(Valid(text), problems)!, problems);
    }

    /// <summary>The tree as one line, JSON-like, to compare shapes by eye.</summary>
    public static string Shape(YamlNode? node) => node switch
    {
        YamlScalar { IsNull: true } => "~",
        YamlScalar scalar => scalar.IsPlain ? scalar.Text : $"'{scalar.Text}'",
        YamlSequence sequence => $"[{string.Join(",", sequence.Items.Select(Shape))}]",
        YamlMapping mapping => $"{{{string.Join(",", mapping.Entries.Select(entry => $"{entry.Key.Text}:{Shape(entry.Value)}"))}}}",
        _ => "nothing",
    };
}
