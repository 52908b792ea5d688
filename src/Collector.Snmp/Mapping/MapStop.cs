namespace Collector.Snmp.Mapping;

/// <summary>Why the mapper took no more varbinds of a reply.</summary>
internal enum MapStop : byte
{
    /// <summary>It took them all: the walk goes on after the last name.</summary>
    None,

    /// <summary>A name outside the subtree, or endOfMibView: the walk is at its end.</summary>
    EndOfSubtree,

    /// <summary>A name that is not greater than the one before.</summary>
    NotIncreasing,

    /// <summary>A name that is no valid OID.</summary>
    Malformed,

    /// <summary>One of <see cref="MappingLimits"/>.</summary>
    Limit,
}
