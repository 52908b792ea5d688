namespace Collector.Export.Exposition.Requests;

/// <summary>The parts of a page.</summary>
[Flags]
public enum PageSections
{
    None = 0,

    /// <summary>The collector's own metrics and the process's: on pages without selectors, and on the first shard.</summary>
    Collector = 1,

    /// <summary>What is said of each target beside its data.</summary>
    Targets = 2,

    /// <summary>The data.</summary>
    Modules = 4,

    All = Collector | Targets | Modules,
}
