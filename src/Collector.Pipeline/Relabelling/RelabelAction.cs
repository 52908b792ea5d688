namespace Collector.Pipeline.Relabelling;

/// <summary>What a rule does with a set of labels, in Prometheus' words.</summary>
public enum RelabelAction
{
    /// <summary>Writes the replacement into the target label where the expression matches; an empty result removes the label.</summary>
    Replace,

    /// <summary>Drops what the expression does not match.</summary>
    Keep,

    /// <summary>Drops what the expression matches.</summary>
    Drop,

    /// <summary>Drops everything whose joined sources are not what the target label says.</summary>
    KeepEqual,

    /// <summary>Drops everything whose joined sources are what the target label says.</summary>
    DropEqual,

    /// <summary>Writes the MD5 of the joined sources, modulo a number.</summary>
    HashMod,

    /// <summary>Copies the labels whose names match to the names that the replacement makes of them.</summary>
    LabelMap,

    /// <summary>Removes the labels whose names match.</summary>
    LabelDrop,

    /// <summary>Removes the labels whose names do not match.</summary>
    LabelKeep,

    /// <summary>Writes the joined sources in lower case.</summary>
    Lowercase,

    /// <summary>Writes the joined sources in upper case.</summary>
    Uppercase,
}
