using Collector.Daemon.Configuration.Keys;
using Collector.Pipeline.Configuration;

namespace Collector.Daemon.Tests.Configuration.Keys;

/// <summary>Which mapping of a document is which declared section.</summary>
internal sealed class SectionMap
{
    private readonly Dictionary<SourcePosition, ConfigurationSection> _sections = [];

    /// <param name="file">A file that can be read.</param>
    /// <param name="shape">Of the whole.</param>
    public void Add(string file, KeyShape shape) => Walk(YamlFile.Load(file, new ConfigurationProblems())!, shape);

    public ConfigurationSection? At(SourcePosition position) => _sections.GetValueOrDefault(position);

    private void Walk(YamlNode node, KeyShape shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Section when node is YamlMapping mapping: WalkSection(mapping, shape.Section!); break;
            case ShapeKind.List when node is YamlSequence list: foreach (var item in list.Items) Walk(item, shape.Parts[0]); break;
            case ShapeKind.Names when node is YamlMapping names: foreach (var (_, value) in names.Entries) Walk(value, shape.Parts[0]); break;
            case ShapeKind.Either: Walk(node, shape.Parts.FirstOrDefault(part => IsMeant(node, part)) ?? KeyShape.Text); break;
            default: break;
        }
    }

    private void WalkSection(YamlMapping mapping, ConfigurationSection section)
    {
        _sections[mapping.Position] = section;
        foreach (var (name, value) in mapping.Entries)
        {
            if (section.AllKeys.FirstOrDefault(key => key.Names.Contains(name.Text)) is { } key) Walk(value, key.Shape);
        }
    }

    private static bool IsMeant(YamlNode node, KeyShape shape) => shape.Kind switch
    {
        ShapeKind.Section => node is YamlMapping mapping && shape.Section!.AllKeys.Where(key => key.IsRequired).All(key => mapping.Find(key.Name) is not null),
        ShapeKind.Names => node is YamlMapping,
        ShapeKind.List => node is YamlSequence,
        _ => node is YamlScalar,
    };
}
