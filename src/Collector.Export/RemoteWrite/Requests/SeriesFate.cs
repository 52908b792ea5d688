namespace Collector.Export.RemoteWrite.Requests;

/// <summary>What becomes of a series that rules were applied to, or that others may send as well.</summary>
internal sealed class SeriesFate
{
    /// <summary>Nothing: it goes out with its own labels.</summary>
    public static SeriesFate Unchanged { get; } = new();

    /// <summary>Rules drop it.</summary>
    public static SeriesFate Dropped { get; } = new();

    /// <summary>What is sent in its place; null for the two above.</summary>
    public SharedSeries? Shared { get; init; }
}
