namespace Collector.Pipeline.Store.Live;

/// <summary>What happened to a live table.</summary>
public enum LiveUpdateKind : byte
{
    /// <summary>A cell was set.</summary>
    Set,

    /// <summary>A cell is not there any more.</summary>
    Cleared,

    /// <summary>A row has a label block: it is new, or its labels changed. Or there is no row any more.</summary>
    Labelled,
}
