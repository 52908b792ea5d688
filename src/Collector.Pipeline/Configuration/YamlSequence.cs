namespace Collector.Pipeline.Configuration;

/// <summary>A list, in either notation.</summary>
public sealed class YamlSequence : YamlNode
{
    internal YamlSequence(SourcePosition position, IReadOnlyList<YamlNode> items)
        : base(position, 1 + items.Sum(item => item.Weight)) => Items = items;

    public IReadOnlyList<YamlNode> Items { get; }

    public override string Kind => "a list";
}
