namespace Collector.Export.RemoteWrite.Requests;

/// <summary>The oldest and the newest of some times, in Unix milliseconds.</summary>
internal struct TimeSpread
{
    public static TimeSpread None => new() { Oldest = long.MaxValue, Newest = long.MinValue };

    public long Oldest { get; private set; }

    public long Newest { get; private set; }

    public void Add(long unixMs)
    {
        Oldest = Math.Min(Oldest, unixMs);
        Newest = Math.Max(Newest, unixMs);
    }
}
