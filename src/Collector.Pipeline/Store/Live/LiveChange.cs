namespace Collector.Pipeline.Store.Live;

/// <summary>What setting a cell did.</summary>
public enum LiveChange : byte
{
    /// <summary>There was no cell before.</summary>
    Added,

    Replaced,

    /// <summary>Nothing: the cell that is there is newer, so this one came out of order.</summary>
    Overtaken,
}
