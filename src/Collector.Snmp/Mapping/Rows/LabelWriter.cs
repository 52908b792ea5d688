using System.Buffers;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rendering;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>Writes the label blocks of rows that are new or changed, and finds rows that would be the same series twice.</summary>
/// <remarks>One a lane; its buffers are reused. What it publishes, a chunk of 64 rows for each chunk with a change, is the pool's: chunks live as long as the polls that
/// show them, too long for garbage that the runtime collects cheaply, so rows that come and go all the time would fill the oldest generation.</remarks>
internal sealed class LabelWriter
{
    private readonly ArrayBufferWriter<byte> _chunk = new(8192);
    private readonly int[] _ends = new int[RowLabels.Rows];
    private readonly Dictionary<ulong, int> _byHash = [];
    private readonly RowLookups _row = new();
    private ulong[] _live = []; // a bit for each slot that has a row
    private ulong _expected;
    private ulong _unread;

    /// <summary>Writes the dirty rows' blocks of one table; unchanged chunks keep their object.</summary>
    public void Rewrite(ModuleState module, int table, IReadOnlyList<byte[]> names, SnapshotPool pool)
    {
        var state = module.Tables[table];
        var chunks = (state.Rows.Slots + RowLabels.Rows - 1) / RowLabels.Rows;
        var labels = new RowLabels[chunks];
        FindLiveRows(state);
        (_expected, _unread) = LookupsOf(module, state.Plan.Labels!);
        state.Doubts.Clear();
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var isDirty = chunk < state.Dirty.Length && state.Dirty[chunk] != 0;
            var known = chunk < state.Labels.Length ? state.Labels[chunk] : null;
            labels[chunk] = known is not null && !isDirty ? known : WriteChunk(module, table, names, chunk, _live[chunk], pool);
            if (known is not null && isDirty) pool.Return(known);
        }

        state.Labels = labels;
        FindDuplicates(state);
    }

    private void FindLiveRows(TableState state)
    {
        var words = (state.Rows.Slots + 63) / 64;
        if (_live.Length < words) _live = new ulong[words];
        Array.Clear(_live);
        for (var slot = state.Rows.First; slot != RowIndex.None; slot = state.Rows.Next(slot)) _live[slot >> 6] |= 1UL << slot;
    }

    /// <summary>The lookups that some row has, and those that this poll did not read, a bit for each.</summary>
    private static (ulong Expected, ulong Unread) LookupsOf(ModuleState module, LabelPlan plan)
    {
        var (expected, unread) = (0UL, 0UL);
        for (var i = 0; i < Math.Min(plan.Lookups.Count, RowDoubts.MostLookups); i++)
        {
            var values = module.Tables[plan.Lookups[i].Table].Lookups[plan.Lookups[i].Column];
            if (values.Count > 0 && !module.IsFirst) expected |= 1UL << i;
            if (values.IsCarriedOver) unread |= 1UL << i;
        }

        return (expected, unread);
    }

    private RowLabels WriteChunk(ModuleState module, int table, IReadOnlyList<byte[]> names, int chunk, ulong live, SnapshotPool pool)
    {
        var state = module.Tables[table];
        var first = chunk * RowLabels.Rows;
        var ends = _ends.AsSpan(0, Math.Min(RowLabels.Rows, state.Rows.Slots - first));
        _chunk.ResetWrittenCount();
        for (var row = 0; row < ends.Length; row++)
        {
            if ((live >> row & 1) != 0) WriteRow(module, state, names, first + row);
            ends[row] = _chunk.WrittenCount;
        }

        return pool.RentLabels(_chunk.WrittenSpan, ends);
    }

    private void WriteRow(ModuleState module, TableState state, IReadOnlyList<byte[]> names, int slot)
    {
        var plan = state.Plan.Labels!;
        _row.Resolve(module, state, slot);
        state.HasInexactRows |= !_row.IsExact;
        if (plan.Lookups.Count > 0) state.Doubts.Judge(slot, _row.Found, _expected, _unread);
        for (var i = 0; i < plan.Labels.Count; i++)
        {
            if (i > 0) _chunk.Write(","u8);
            _chunk.Write(names[i]);
            _chunk.Write("=\""u8);
            var label = plan.Labels[i];
            if (label.Index >= 0) WriteIndex(plan.Indexes[label.Index], _row.Index(label.Index));
            else WriteLookup(plan.Lookups[label.Lookup].Text, label.Lookup);
            _chunk.Write("\""u8);
        }
    }

    private void WriteIndex(IndexPart part, ReadOnlySpan<uint> ids)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(part.MaxLength);
        WriteEscaped(buffer.AsSpan(0, part.Render(ids, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteLookup(LookupText text, int lookup)
    {
        if (!_row.TryGet(lookup, out var value, out var subtype)) return; // the label stays, empty
        if (text.NameOf(value) is { } name)
        {
            _chunk.Write(LabelEscaping.Escape(name));
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(TextRendering.MaxLength(value, text.Hint));
        WriteEscaped(buffer.AsSpan(0, TextRendering.Render(text.FormWith(subtype), text.Hint, value, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteEscaped(ReadOnlySpan<byte> text) =>
        _chunk.Advance(LabelEscaping.Escape(text, _chunk.GetSpan(LabelEscaping.MaxLength(text.Length) + 1)));

    /// <summary>Rows with the labels of an earlier one (in OID order) would be the same series twice, and Prometheus would drop one at random.</summary>
    private void FindDuplicates(TableState state)
    {
        state.Duplicates.Clear();
        _byHash.Clear();
        for (var slot = state.Rows.First; slot != RowIndex.None; slot = state.Rows.Next(slot))
        {
            if (state.Doubts.IsWithheld(slot)) continue;
            var block = BlockOf(state, slot);
            var hash = Hash(block);
            if (_byHash.TryAdd(hash, slot)) continue;
            if (BlockOf(state, _byHash[hash]).SequenceEqual(block)) state.Duplicates.Add(slot, _byHash[hash]);
        }
    }

    private static ReadOnlySpan<byte> BlockOf(TableState state, int slot) => state.Labels[slot / RowLabels.Rows].Block(slot % RowLabels.Rows);

    /// <summary>Two different blocks with one 64-bit hash are taken for what they are; the rare third one is not looked for.</summary>
    private static ulong Hash(ReadOnlySpan<byte> block)
    {
        var low = default(HashCode);
        var high = default(HashCode);
        low.AddBytes(block);
        high.Add(block.Length);
        high.AddBytes(block);
        return (ulong)(uint)low.ToHashCode() << 32 | (uint)high.ToHashCode();
    }
}
