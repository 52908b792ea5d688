using Collector.Pipeline.Targets;

namespace Collector.Export.Exposition.Readings;

/// <summary>The labels that all data of one target carries, with their text at hand: it is copied once for each family.</summary>
internal readonly struct PageLabels(LabelSet labels)
{
    private readonly ReadOnlyMemory<byte> _block = labels.Exposition;

    public LabelSet Labels { get; } = labels;

    /// <summary>UTF-8, escaped.</summary>
    public ReadOnlySpan<byte> Block => _block.Span;
}
