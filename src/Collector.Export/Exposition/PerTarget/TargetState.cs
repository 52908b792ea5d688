namespace Collector.Export.Exposition.PerTarget;

/// <summary>What is known of a target: the `state` of `collector_target_state`.</summary>
public enum TargetState
{
    /// <summary>No poll has finished yet, and no attempt to stream.</summary>
    Pending,

    /// <summary>The last finished poll had a valid reply; or the stream is alive.</summary>
    Up,

    /// <summary>It had none; or there is no stream.</summary>
    Down,
}
