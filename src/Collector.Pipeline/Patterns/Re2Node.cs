namespace Collector.Pipeline.Patterns;

/// <summary>A piece of a parsed expression. Next: <see cref="Re2Compiler"/>.</summary>
/// <param name="Repetitions">How often counted repetitions within it amount to repeating something, which has a limit.</param>
internal abstract record Re2Node(int Repetitions = 1)
{
    /// <summary>One code point of a set.</summary>
    public sealed record One(CodePointSet Set) : Re2Node;

    /// <summary>A place between two code points.</summary>
    public sealed record Place(Re2Place Kind) : Re2Node;

    /// <summary>One after the other; none matches the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<Re2Node> Parts) : Re2Node(Parts.Count == 0 ? 1 : Parts.Max(part => part.Repetitions));

    /// <summary>The first that lets the whole match, in this order.</summary>
    public sealed record Choice(IReadOnlyList<Re2Node> Options) : Re2Node(Options.Max(option => option.Repetitions));

    /// <summary>From <paramref name="Least"/> to <paramref name="Most"/> times; null is any number.</summary>
    public sealed record Repeat(Re2Node Body, int Least, int? Most, bool IsLazy, int Times) : Re2Node(Body.Repetitions * Times);

    /// <summary>A group whose text is kept.</summary>
    public sealed record Group(int Number, Re2Node Body) : Re2Node(Body.Repetitions);
}

/// <summary>Places that an expression can ask for.</summary>
internal enum Re2Place : byte
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,

    /// <summary>Between an ASCII word character and something else.</summary>
    WordBoundary,
    NoWordBoundary,
}
