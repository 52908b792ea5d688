using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Collector.Pipeline.Configuration;

/// <summary>Turns the parser's events into nodes: aliases become shared nodes, merge keys are merged, duplicate keys reported.</summary>
/// <remarks>Throws <see cref="YamlException"/> where reading cannot go on; what it can step over it adds to the problems.</remarks>
internal sealed class YamlTreeBuilder(IParser parser, string file, ConfigurationProblems problems)
{
    /// <summary>Levels of lists and mappings. The formats we read need 8.</summary>
    internal const int DeepestNesting = 64;

    /// <summary>Nodes that aliases may add to a document, all expansions counted: ten times a large snmp.yml, reached at once by an alias bomb.</summary>
    internal const long MostAliasedNodes = 2_000_000;

    private const string CoreTags = "tag:yaml.org,2002:";

    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private long _aliasedNodes;
    private int _depth;

    /// <summary>The start of the last event, for errors that name no place.</summary>
    public SourcePosition Reached => parser.Current is { } current ? At(current.Start) : SourcePosition.Whole(file);

    public SourcePosition At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    public YamlNode ReadDocument()
    {
        Take<StreamStart>();
        if (parser.Current is StreamEnd) return new YamlScalar(new(file, 1, 1), "", isPlain: true);
        Take<DocumentStart>();
        var root = ReadNode();
        Take<DocumentEnd>();
        if (parser.Current is DocumentStart second) throw Refused(second.Start, "a second document begins here; one file holds one document");
        return root;
    }

    /// <summary>Reads the node that begins at the current event and moves behind it.</summary>
    private YamlNode ReadNode() => parser.Current switch
    {
        AnchorAlias alias => FollowAlias(alias),
        Scalar scalar => ReadScalar(scalar),
        SequenceStart start => ReadSequence(start),
        MappingStart start => ReadMapping(start),
        _ => throw Unexpected(),
    };

    private YamlNode FollowAlias(AnchorAlias alias)
    {
        Next();
        // An anchor is known only from the end of its node on, so nothing can contain itself.
        // The message does not show the name: it may be a password that begins with a star.
        if (!_anchors.TryGetValue(alias.Value.Value, out var node)) throw Refused(alias.Start, "an alias to no anchor before it; text that begins with * needs quotes");
        _aliasedNodes += node.Weight;
        if (_aliasedNodes > MostAliasedNodes) throw Refused(alias.Start, $"aliases expand to more than {MostAliasedNodes} nodes");
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        CheckTag(scalar);
        var isPlain = scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty : scalar.Tag.Value != CoreTags + "str";
        var node = new YamlScalar(At(scalar.Start), scalar.Value, isPlain);
        Remember(scalar.Anchor, node);
        Next();
        return node;
    }

    private YamlSequence ReadSequence(SequenceStart start)
    {
        CheckTag(start);
        Enter(start);
        var items = new List<YamlNode>();
        while (parser.Current is not SequenceEnd) items.Add(ReadNode());
        Leave();
        var node = new YamlSequence(At(start.Start), items);
        Remember(start.Anchor, node);
        return node;
    }

    private YamlMapping ReadMapping(MappingStart start)
    {
        CheckTag(start);
        Enter(start);
        var entries = new MappingEntries(problems);
        while (parser.Current is not MappingEnd)
        {
            var key = ReadNode();
            var value = ReadNode();
            entries.Add(key, value);
        }

        Leave();
        var node = new YamlMapping(At(start.Start), entries.Merged());
        Remember(start.Anchor, node);
        return node;
    }

    private void Enter(NodeEvent start)
    {
        if (++_depth > DeepestNesting) throw Refused(start.Start, $"more than {DeepestNesting} levels of nesting");
        Next();
    }

    private void Leave()
    {
        _depth--;
        Next();
    }

    private void CheckTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific) return;
        var tag = node.Tag.Value;
        if (tag is CoreTags + "str" or CoreTags + "int" or CoreTags + "float" or CoreTags + "bool" or CoreTags + "null" or CoreTags + "seq" or CoreTags + "map") return;
        problems.Error(At(node.Start), "this tag has no meaning here; text that begins with ! needs quotes");
    }

    private void Remember(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
    }

    private void Take<T>() where T : ParsingEvent
    {
        if (parser.Current is null) Next();
        if (parser.Current is not T) throw Unexpected();
        Next();
    }

    private void Next() => parser.MoveNext();

    private YamlException Unexpected() => Refused(parser.Current?.Start ?? Mark.Empty, $"did not expect {parser.Current?.GetType().Name ?? "the end"} here");

    private static YamlException Refused(Mark at, string message) => new(at, at, message);
}
