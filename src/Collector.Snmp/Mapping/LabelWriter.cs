using System.Buffers;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping;

/// <summary>Writes the label blocks of rows that are new or changed, and finds rows that would be the same series twice.</summary>
/// <remarks>One a lane; its buffers are reused. Allocates only what it publishes: a chunk of 64 rows for each chunk with a change.</remarks>
internal sealed class LabelWriter
{
    private readonly ArrayBufferWriter<byte> _chunk = new(8192);
    private readonly Dictionary<ulong, int> _byHash = [];
    private readonly uint[] _tail = new uint[Oid.MaxSubIds];
    private readonly byte[] _key = new byte[Oid.MaxEncodedLength];

    /// <summary>Writes the dirty rows' blocks of one table; unchanged chunks keep their object.</summary>
    public void Rewrite(ModuleState module, int table, IReadOnlyList<byte[]> names)
    {
        var state = module.Tables[table];
        var chunks = (state.Rows.Slots + RowLabels.Rows - 1) / RowLabels.Rows;
        var labels = new RowLabels[chunks];
        var live = LiveRows(state);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var isDirty = chunk < state.Dirty.Length && state.Dirty[chunk] != 0;
            labels[chunk] = !isDirty && chunk < state.Labels.Length ? state.Labels[chunk] : WriteChunk(module, table, names, chunk, live[chunk]);
        }

        state.Labels = labels;
        FindDuplicates(state);
    }

    private static ulong[] LiveRows(TableState state)
    {
        var live = new ulong[(state.Rows.Slots + 63) / 64];
        for (var slot = state.Rows.First; slot != RowIndex.None; slot = state.Rows.Next(slot)) live[slot >> 6] |= 1UL << slot;
        return live;
    }

    private RowLabels WriteChunk(ModuleState module, int table, IReadOnlyList<byte[]> names, int chunk, ulong live)
    {
        var state = module.Tables[table];
        var first = chunk * RowLabels.Rows;
        var ends = new int[Math.Min(RowLabels.Rows, state.Rows.Slots - first)];
        _chunk.ResetWrittenCount();
        for (var row = 0; row < ends.Length; row++)
        {
            if ((live >> row & 1) != 0) WriteRow(module, state, names, first + row);
            ends[row] = _chunk.WrittenCount;
        }

        return new RowLabels(_chunk.WrittenSpan.ToArray(), ends);
    }

    private void WriteRow(ModuleState module, TableState state, IReadOnlyList<byte[]> names, int slot)
    {
        var plan = state.Plan.Labels!;
        var tail = DecodeTail(state.Rows.Key(slot));
        for (var i = 0; i < plan.Labels.Count; i++)
        {
            if (i > 0) _chunk.Write(","u8);
            _chunk.Write(names[i]);
            _chunk.Write("=\""u8);
            var label = plan.Labels[i];
            if (label.Lookup is null) WriteIndex(plan, label.Index, tail);
            else WriteLookup(module, state, plan, label.Lookup, slot, tail);
            _chunk.Write("\""u8);
        }
    }

    private ReadOnlySpan<uint> DecodeTail(ReadOnlySpan<byte> key)
    {
        var count = 0;
        while (!key.IsEmpty && count < _tail.Length && Oid.TryReadSubId(ref key, out _tail[count])) count++;
        return _tail.AsSpan(0, count);
    }

    private void WriteIndex(LabelPlan plan, int index, ReadOnlySpan<uint> tail)
    {
        var part = plan.Indexes[index];
        var buffer = ArrayPool<byte>.Shared.Rent(part.MaxLength);
        WriteEscaped(buffer.AsSpan(0, part.Render(PartOf(plan, index, tail), buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteLookup(ModuleState module, TableState own, LabelPlan plan, LookupRef lookup, int slot, ReadOnlySpan<uint> tail)
    {
        var home = lookup.IsOwnRow ? own : module.Tables[lookup.Table];
        var row = lookup.IsOwnRow ? slot : home.Rows.Find(EncodeKey(plan, lookup.Sources, tail));
        if (row == RowIndex.None || !home.Lookups[lookup.Column].TryGet(row, out var value)) return; // the label stays, empty
        if (lookup.Names is not null && value.TryGetInt64(out var code) && lookup.Names.TryGetValue(code, out var name))
        {
            _chunk.Write(LabelEscaping.Escape(name));
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(TextRendering.MaxLength(value));
        WriteEscaped(buffer.AsSpan(0, TextRendering.Render(lookup.Form, value, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteEscaped(ReadOnlySpan<byte> text) =>
        _chunk.Advance(LabelEscaping.Escape(text, _chunk.GetSpan(LabelEscaping.MaxLength(text.Length) + 1)));

    /// <summary>The sub-identifiers of one index; fewer than it wants when the tail is short.</summary>
    private static ReadOnlySpan<uint> PartOf(LabelPlan plan, int index, ReadOnlySpan<uint> tail)
    {
        for (var i = 0; i < index; i++) tail = tail[Math.Min(tail.Length, plan.Indexes[i].LengthIn(tail))..];
        return tail[..Math.Min(tail.Length, plan.Indexes[index].LengthIn(tail))];
    }

    private ReadOnlySpan<byte> EncodeKey(LabelPlan plan, IReadOnlyList<int> sources, ReadOnlySpan<uint> tail)
    {
        var length = 0;
        foreach (var source in sources)
        {
            foreach (var id in PartOf(plan, source, tail))
            {
                if (length + 5 > _key.Length) return default; // longer than any OID: no row has it
                length += Oid.WriteSubId(_key.AsSpan(length), id);
            }
        }

        return _key.AsSpan(0, length);
    }

    /// <summary>Rows with the labels of an earlier one (in OID order) would be the same series twice, and Prometheus would drop one at random.</summary>
    private void FindDuplicates(TableState state)
    {
        state.ClearSuppressed();
        _byHash.Clear();
        for (var slot = state.Rows.First; slot != RowIndex.None; slot = state.Rows.Next(slot))
        {
            var block = BlockOf(state, slot);
            var hash = Hash(block);
            if (_byHash.TryAdd(hash, slot)) continue;
            if (BlockOf(state, _byHash[hash]).SequenceEqual(block)) state.Suppress(slot);
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
