namespace Collector.Export.Tests.RemoteWrite;

/// <summary>A sample as a receiver sees it.</summary>
/// <param name="Series"><c>name{a=x,b=y}</c>, unescaped.</param>
/// <param name="UnixMs">Its time.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsStale">Whether it ends the series.</param>
/// <param name="Bits">The bits of the value.</param>
internal sealed record SentSample(string Series, long UnixMs, double Value, bool IsStale, ulong Bits)
{
    public override string ToString() => $"{Series} {(IsStale ? "stale" : Value)} @{UnixMs}";
}
