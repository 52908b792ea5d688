namespace Collector.Pipeline.Targets;

/// <summary>A label's name and value, unescaped.</summary>
public readonly record struct Label(string Name, string Value);
