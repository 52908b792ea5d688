namespace Collector.Export.Exposition;

/// <summary>What is known of a target: the `state` of `collector_target_state`.</summary>
public enum TargetState
{
    /// <summary>No poll has finished yet.</summary>
    Pending,

    /// <summary>The last finished poll had a valid reply.</summary>
    Up,

    /// <summary>It had none.</summary>
    Down,
}
