using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Store;

/// <summary>What one poll of one module of one target found: the unit of publication, swapped in whole.</summary>
/// <remarks>Written by the lane that stages it; read only after it was published, and only within a reading of the store.</remarks>
public sealed class ModuleSnapshot
{
    private HoldCount _holds;

    internal ModuleSnapshot(ModuleSchema schema)
    {
        Schema = schema;
        Tables = new TableSnapshot[schema.Tables.Count];
    }

    public ModuleSchema Schema { get; }

    /// <summary>One for each of the schema's tables, in its order.</summary>
    public TableSnapshot[] Tables { get; }

    /// <summary>When the poll began, in Unix milliseconds.</summary>
    public long StartedUnixMs { get; set; }

    /// <summary>How long the device had been up when this poll asked it, in milliseconds, or -1 if it did not ask. Begins anew after 497 days (RFC 3418, sysUpTime).</summary>
    public long DeviceUptimeMs { get; set; } = -1;

    /// <summary>When the device said so, in milliseconds after the poll began.</summary>
    public uint DeviceUptimeAfterMs { get; set; }

    /// <summary>False when a walk was cut short: the rows seen are here, others are gone.</summary>
    public bool IsComplete { get; set; }

    /// <summary>What its tables hold.</summary>
    public StoreSize Size()
    {
        var sum = default(StoreSize);
        foreach (var table in Tables) sum += table.Size();
        return sum;
    }

    /// <summary>Set by <see cref="SnapshotPool"/>: the stamp of its retirement.</summary>
    internal long RetiredAt { get; set; }

    /// <summary>Whether somebody still reads it outside of a reading.</summary>
    internal bool IsHeld => _holds.IsHeld;

    /// <summary>Who hears of its publication, before returning: keeps it from being recycled until <see cref="Release"/>, so that it can be read elsewhere and later.</summary>
    public void Hold() => _holds.Hold();

    /// <summary>Any thread, once for each <see cref="Hold"/>. Nothing of it may be used after this.</summary>
    public void Release() => _holds.Release();
}
