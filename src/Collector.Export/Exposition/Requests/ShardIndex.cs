using System.Collections.Immutable;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Requests;

/// <summary>The targets of each shard, sorted out once for every array of targets, so that a page of one shard costs one shard.</summary>
/// <remarks>Any thread. Two pages that meet a new array at once may both sort it out; one result is kept.</remarks>
internal sealed class ShardIndex
{
    private const int Remembered = 4; // shard counts in use at the same time: one, or two while somebody changes it

    private readonly Published<Division[]> _newestFirst = new([]);

    /// <summary>The targets of a shard, in the order of the whole array.</summary>
    public ImmutableArray<TargetSeries> Of(ImmutableArray<TargetSeries> all, Shard shard)
    {
        if (shard.Count == 1) return all;
        var known = _newestFirst.Value;
        foreach (var division in known)
        {
            if (division.All == all && division.Shards.Length == shard.Count) return division.Shards[shard.Number - 1];
        }

        var made = Divide(all, shard.Count);
        _newestFirst.Publish([made, .. known.Where(division => division.Shards.Length != shard.Count).Take(Remembered - 1)]);
        return made.Shards[shard.Number - 1];
    }

    private static Division Divide(ImmutableArray<TargetSeries> all, int count)
    {
        var shards = new ImmutableArray<TargetSeries>.Builder[count];
        for (var i = 0; i < count; i++) shards[i] = ImmutableArray.CreateBuilder<TargetSeries>();
        foreach (var series in all) shards[Shard.NumberOf(series.Target.Instance, count) - 1].Add(series);
        return new Division(all, [.. shards.Select(shard => shard.ToImmutable())]);
    }

    private sealed record Division(ImmutableArray<TargetSeries> All, ImmutableArray<TargetSeries>[] Shards);
}
