namespace Collector.Pipeline.Configuration;

/// <summary>A part of a YAML (or JSON) document that knows where it was written.</summary>
/// <remarks>Immutable. An alias is the very node of its anchor, so a tree may share nodes but never contains itself.</remarks>
public abstract class YamlNode
{
    private protected YamlNode(SourcePosition position, long weight)
    {
        Position = position;
        Weight = weight;
    }

    public SourcePosition Position { get; }

    /// <summary>What a message calls it: "a string", "a list", "a mapping".</summary>
    public abstract string Kind { get; }

    /// <summary>True for a plain <c>~</c>, <c>null</c> or nothing at all.</summary>
    public virtual bool IsNull => false;

    /// <summary>Nodes that a walk over this one meets, with every alias followed.</summary>
    internal long Weight { get; }
}
