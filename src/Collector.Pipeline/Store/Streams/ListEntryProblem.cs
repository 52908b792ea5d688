namespace Collector.Pipeline.Store.Streams;

/// <summary>What is wrong with an entry of a list that came as JSON, where nothing says which members are keys: the `problem` of `collector_gnmi_list_entry_problems_total`.</summary>
public enum ListEntryProblem : byte
{
    /// <summary>None of its members could be its key: its place in the list stands for it.</summary>
    NoKey,

    /// <summary>Another entry of the value has the same keys, so that this one overwrites it: not all of its keys are known.</summary>
    SameKeys,
}
