namespace Collector.Daemon.Configuration.Keys;

/// <summary>What may stand behind a key.</summary>
internal enum ShapeKind
{
    Text,
    Switch,
    Integer,
    Number,
    Duration,
    Size,
    Word,
    List,

    /// <summary>A mapping whose keys are the user's own names.</summary>
    Names,

    /// <summary>A mapping with keys of its own.</summary>
    Section,

    /// <summary>One of several shapes.</summary>
    Either,
}
