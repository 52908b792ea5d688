using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>A target together with the places that a message about it should name.</summary>
/// <param name="Position">Where the target itself stands in its group.</param>
/// <param name="ModulesAt">Where its modules were chosen: a label, the defaults, or the target when nobody wrote any.</param>
/// <param name="AuthAt">Likewise for its credentials.</param>
public sealed record WrittenTarget(Target Target, TargetGroup Group, SourcePosition Position, SourcePosition ModulesAt, SourcePosition AuthAt)
{
    /// <summary>Whether it can be polled. If not, why is among the problems; it is still known, so that a second one of its name is found.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Where a label was written, or the target when it comes from there.</summary>
    public SourcePosition PositionOfLabel(string name)
    {
        foreach (var label in Group.Labels)
        {
            if (label.Name == name) return label.Position;
        }
        return Position;
    }
}
