using System.Runtime.CompilerServices;
using Collector.Pipeline.Store;

namespace Collector.Export.Exposition.Gathered;

/// <summary>The places of a table's rows in the order of their labels. Sorted once for as long as the labels stay: a repeated page finds it done.</summary>
/// <remarks>Any thread. Kept as long as the label blocks themselves are.</remarks>
internal sealed class RowRanks
{
    private readonly ConditionalWeakTable<IReadOnlyList<RowLabels>, int[]> _known = [];

    /// <summary>For each slot its place, from 0; slots without a row have one too.</summary>
    public int[] Of(TableSnapshot table)
    {
        if (table.RowLabels.Count == 0) return table.RowCapacity <= 1 ? Single : Unlabelled(table.RowCapacity);
        if (_known.TryGetValue(table.RowLabels, out var known) && known.Length >= Slots(table)) return known;
        var ranks = Rank(table.RowLabels);
        _known.AddOrUpdate(table.RowLabels, ranks);
        return ranks;
    }

    private static int[] Single { get; } = [0];

    private static int Slots(TableSnapshot table) => Math.Min(table.RowCapacity, table.RowLabels.Count * RowLabels.Rows);

    private static int[] Unlabelled(int slots) => [.. Enumerable.Range(0, slots)];

    private static int[] Rank(IReadOnlyList<RowLabels> labels)
    {
        var slots = new int[labels.Count * RowLabels.Rows];
        for (var slot = 0; slot < slots.Length; slot++) slots[slot] = slot;
        Array.Sort(slots, (left, right) => LabelOrder.Compare(ReaderOf(labels, left), ReaderOf(labels, right)) is var order && order != 0 ? order : left - right);
        var ranks = new int[slots.Length];
        for (var rank = 0; rank < slots.Length; rank++) ranks[slots[rank]] = rank;
        return ranks;
    }

    private static LabelReader ReaderOf(IReadOnlyList<RowLabels> labels, int slot) => new(labels[slot / RowLabels.Rows].Block(slot % RowLabels.Rows), default, default);
}
