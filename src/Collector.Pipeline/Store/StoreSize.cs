namespace Collector.Pipeline.Store;

/// <summary>How much there is of something in the store.</summary>
/// <param name="Values">Cells that hold a value: as many series, but for state sets and bits, of which a cell is several.</param>
/// <param name="Bytes">Held by cells, presence, times, text and label blocks.</param>
public readonly record struct StoreSize(long Values, long Bytes)
{
    public static StoreSize operator +(StoreSize one, StoreSize other) => new(one.Values + other.Values, one.Bytes + other.Bytes);
}
