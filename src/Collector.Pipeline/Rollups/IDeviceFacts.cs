using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups;

/// <summary>Knows what devices are: rollups group by it where nobody wrote it down as a label of the target.</summary>
public interface IDeviceFacts
{
    /// <summary>What is known of a target now; null when nothing is. One thread, within a reading of the store.</summary>
    DeviceFacts? Of(TargetSeries series);
}
