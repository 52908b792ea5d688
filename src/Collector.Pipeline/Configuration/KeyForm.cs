namespace Collector.Pipeline.Configuration;

/// <summary>How a reader takes what stands behind a key.</summary>
public enum KeyForm
{
    /// <summary>As it is: the reader itself looks at what it got.</summary>
    Anything,
    Text,
    Integer,
    Number,
    Switch,
    Duration,
    Word,
    Mapping,
    List,

    /// <summary>No key at all: the mapping's keys are the user's own names.</summary>
    Names,
}
