namespace Collector.Pipeline.Samples;

/// <summary>One generation of a module: a reload makes a new one, and the old one lives as long as a snapshot still has it. The reference is the identity.</summary>
public sealed class ModuleSchema(string name, int order, IReadOnlyList<TableSchema> tables)
{
    /// <summary>The module's name, as `collector_module_complete{module}` shows it.</summary>
    public string Name { get; } = name;

    /// <summary>Its place in configuration order: the first one's HELP counts when families meet.</summary>
    public int Order { get; } = order;

    /// <summary>One for each label plan that has columns to show.</summary>
    public IReadOnlyList<TableSchema> Tables { get; } = tables;
}
