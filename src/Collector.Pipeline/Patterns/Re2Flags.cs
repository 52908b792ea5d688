namespace Collector.Pipeline.Patterns;

/// <summary>What `(?imsU)` switches on, for the rest of the group it stands in.</summary>
[Flags]
internal enum Re2Flags : byte
{
    None = 0,

    /// <summary>i: letters in either case.</summary>
    FoldCase = 1,

    /// <summary>m: ^ and $ match at lines.</summary>
    Lines = 2,

    /// <summary>s: . matches \n.</summary>
    DotMatchesNewLine = 4,

    /// <summary>U: quantifiers are lazy, and greedy with a question mark.</summary>
    Ungreedy = 8,
}
