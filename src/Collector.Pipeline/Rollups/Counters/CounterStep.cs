namespace Collector.Pipeline.Rollups.Counters;

/// <summary>What happened to a counter between two readings. Closed, so that it can be a metric's label.</summary>
internal enum CounterStep : byte
{
    /// <summary>It counted on; the difference is what was counted.</summary>
    Advanced,

    /// <summary>It passed its end and went on from 0; the difference is what was counted.</summary>
    Wrapped,

    /// <summary>The second reading is not later than the first: there is nothing to say.</summary>
    Still,

    /// <summary>It began anew at some value that nobody knows: there is no difference.</summary>
    Reset,

    /// <summary>It went up by more than can be counted in that time: there is no difference.</summary>
    Implausible,
}
