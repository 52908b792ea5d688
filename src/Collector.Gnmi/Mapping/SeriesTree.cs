using System.Buffers;
using System.Text;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Json;
using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Mapping;

/// <summary>The leaves of one subscription of one target: binds paths to cells, sets them, and ends them.</summary>
/// <remarks>The stream's writer only, within a write of the module. What a device may make us keep is bounded (<see cref="StreamLimits"/>).</remarks>
internal sealed class SeriesTree(SubscriptionPlan plan, LiveModule module, RowBlocks blocks, SubscriptionHistory history, StreamLimits limits)
{
    /// <summary>An update that is older than its leaf by no more than this came out of order; one that is older still tells of a clock that was set back.</summary>
    private const long ReorderedWithinNs = 10_000_000_000;

    private readonly Bindings _bindings = new();
    private readonly WirePath _path = new();
    private readonly KeyBuffer _shape = new();
    private readonly KeyBuffer _row = new();
    private readonly ArrayBufferWriter<byte> _text = new(256);
    private readonly LeafEnds _ends = new(blocks);
    private TableRows?[] _tables = [];
    private long _series;
    private int _rowsEnded; // as LeafEnds counts: a binding that was looked at since then is good

    /// <summary>Series there are now.</summary>
    public long Series => _series;

    /// <summary>Bytes held for finding cells.</summary>
    public long Bytes => _bindings.Bytes + _tables.Sum(table => table?.Bytes ?? 0);

    /// <summary>Writes labels anew that are values of other leaves, and have changed.</summary>
    public void RefreshLabels() => blocks.Refresh(_tables);

    /// <summary>The number of a prefix, for <see cref="Find"/>. Valid until the next call, which may number everything anew.</summary>
    public int Prefix(ReadOnlySpan<byte> prefix)
    {
        if (_bindings.HasGrown) EmptyBindings();
        return _bindings.Prefix(prefix);
    }

    /// <summary>The number that stands for a prefix and a path, below which the leaves of a JSON value are found.</summary>
    public int Below(int prefix, ReadOnlySpan<byte> path) => _bindings.Below(prefix, path);

    /// <summary>The last element of a path below a prefix: what a list in JSON is called. Empty when the path is broken.</summary>
    public ReadOnlySpan<byte> LastName(int prefix, ReadOnlySpan<byte> path) => TryReadPath(prefix, path, out _) && _path.Count > 0 ? _path.Name(_path.Count - 1) : default;

    /// <summary>
    /// What most updates are: the leaf that came next the last time has another number of the same type, which goes where the last one is. False for all others, and nothing is
    /// done then.
    /// </summary>
    public bool TryReplaceNext(int prefix, ReadOnlySpan<byte> update, long timeNs)
    {
        ref var next = ref _bindings.Next;
        if (next.Prefix != prefix || next.CheckedAt != _rowsEnded || next.Column is not { } column) return false;
        if (!UpdateMessage.TryReadNumber(update, _bindings.PathOf(next), next.Type, out var bits) || !column.TryReplace(next.Row, bits, timeNs, ReorderedWithinNs)) return false;
        _bindings.FollowNext();
        return true;
    }

    /// <summary>The binding of a path; <see cref="Bindings.None"/> when it cannot be bound, which is counted.</summary>
    public int Find(int prefix, ReadOnlySpan<byte> path)
    {
        var known = _bindings.Find(prefix, path);
        if (known == Bindings.None) return Bind(prefix, path);
        ref var binding = ref _bindings[known];
        if (binding.CheckedAt == _rowsEnded) return known;
        if (binding.Leaf is not null && binding.Table!.GenerationOf(binding.Row) != binding.Generation) return Rebind(known, prefix, path) ? known : Bindings.None;
        binding.CheckedAt = _rowsEnded;
        return known;
    }

    /// <summary>Sets a leaf's value.</summary>
    public void Set(int bound, in LeafValue value, long timeNs)
    {
        ref var binding = ref _bindings[bound];
        if (binding.Leaf is { } leaf) Set(ref binding, leaf, binding.Table!, value, timeNs);
    }

    /// <summary>Ends the leaves that a path means and that are older than a time.</summary>
    public void Delete(PathPattern pattern, long beforeNs)
    {
        foreach (var table in _tables)
        {
            if (table is not null && table.Table.Rows > 0 && pattern.IsOf(table.Plan)) Count(_ends.Delete(table, pattern, beforeNs));
        }
    }

    public void BeginCall()
    {
        foreach (var table in _tables) table?.Table.BeginCall();
    }

    /// <summary>Ends what was not sent since <see cref="BeginCall"/>.</summary>
    public void Sweep()
    {
        foreach (var table in _tables)
        {
            if (table is not null) Count(_ends.Of(table, table.Table.Sweep()));
        }
    }

    /// <summary>Ends samples that did not come again.</summary>
    public void Expire(long nowNs)
    {
        foreach (var table in _tables)
        {
            if (table is not null) Count(_ends.Of(table, table.Table.Expire(nowNs)));
        }
    }

    /// <summary>Ends everything.</summary>
    public void Clear()
    {
        foreach (var table in _tables)
        {
            if (table is not null) Count(_ends.All(table));
        }

        _bindings.Clear();
    }

    private bool IsFull => _bindings.Count >= limits.Series || _bindings.Bytes > limits.Bytes;

    // When they are full of rows that have ended. Never while updates are applied: their prefix must keep its number.
    private void EmptyBindings()
    {
        if (IsFull && _series < limits.Series / 2 || _bindings.Prefixes > 2 * limits.Series) _bindings.Clear();
        _bindings.HasGrown = IsFull; // then rows may end at any time
    }

    private void Count(int ended)
    {
        _series -= ended;
        _rowsEnded = _ends.Rows;
    }

    private void Set(ref Bindings.Binding binding, Leaf leaf, LiveTable table, in LeafValue value, long timeNs)
    {
        var row = binding.Row;
        if (leaf.Join != LeafJoins.None && value.Kind is LeafValueKind.Text or LeafValueKind.IetfText) blocks.SetJoined(leaf.Join, _tables[leaf.Table.Place]!.KeyOf(row), value.Bytes);
        if (!ValueConversion.TryConvert(value, leaf.Plan.Values, out var sample))
        {
            if (leaf.Join != LeafJoins.None) Hide(leaf, table, row, timeNs);
            else history.CountUnsupportedValue(WhyNot(value.Kind));
            return;
        }

        if (leaf.HasSeveralKinds) sample = AsBefore(sample, leaf, table, row);
        var column = leaf.ColumnFor(sample.Kind);
        var change = sample.Kind >= SampleKind.Info ? SetText(table, column, row, sample.Text, timeNs) : table.Set(column, row, sample.Bits, timeNs, ReorderedWithinNs);
        (binding.Type, binding.Column) = leaf.IsPlain && TypeOf(value.Kind, sample.Kind) is { } type ? (type, table.ColumnAt(column)) : (0, null);
        if (change != LiveChange.Added) return;
        _series++;
        if (leaf.HasSeveralKinds) ClearOthers(leaf, column, table, row);
    }

    /// <summary>The type on the wire of values that go into a column of a kind as they are; null when they have to be converted.</summary>
    private static uint? TypeOf(LeafValueKind value, SampleKind sample) => (value, sample) switch
    {
        (LeafValueKind.Unsigned, SampleKind.Unsigned) => Fields.TypedValue.Uint,
        (LeafValueKind.Signed, SampleKind.Signed) => Fields.TypedValue.Int,
        (LeafValueKind.Double, SampleKind.Double) => Fields.TypedValue.Double,
        _ => null,
    };

    private void Hide(Leaf leaf, LiveTable table, int row, long timeNs)
    {
        if (table.Set(leaf.HiddenColumn(), row, 0, timeNs) == LiveChange.Added) _series++;
    }

    private static UnsupportedValueKind WhyNot(LeafValueKind kind) => kind switch
    {
        LeafValueKind.Octets => UnsupportedValueKind.Bytes,
        LeafValueKind.List => UnsupportedValueKind.LeafList,
        LeafValueKind.Nothing => UnsupportedValueKind.None,
        _ => UnsupportedValueKind.Text,
    };

    /// <summary>A number stays in the column that it was in, as long as that can hold it: 12.5, 13, 13.5 are one type.</summary>
    private static Sample AsBefore(Sample sample, Leaf leaf, LiveTable table, int row)
    {
        for (var kind = SampleKind.Signed; kind <= SampleKind.Double; kind++)
        {
            if (leaf.ColumnOf(kind) is var column && column != Leaf.NoColumn && table.Has(column, row)) return sample.As(kind);
        }

        return sample;
    }

    private LiveChange SetText(LiveTable table, int column, int row, ReadOnlySpan<byte> text, long timeNs)
    {
        if (!System.Text.Unicode.Utf8.IsValid(text)) text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)); // replaces what is not
        var room = _text.GetSpan(LabelEscaping.MaxLength(text.Length) + 1);
        return table.SetText(column, row, room[..LabelEscaping.Escape(text, room)], timeNs, ReorderedWithinNs);
    }

    private int Bind(int prefix, ReadOnlySpan<byte> path)
    {
        if (IsFull)
        {
            history.CountSeriesLimitHit();
            return Bindings.None;
        }

        return TryResolve(prefix, path, out var leaf, out var table, out var row) ? Keep(_bindings.Add(prefix, path), leaf, table, row) : Bindings.None;
    }

    private bool Rebind(int known, int prefix, ReadOnlySpan<byte> path)
    {
        if (!TryResolve(prefix, path, out var leaf, out var table, out var row)) return false;
        Keep(known, leaf, table, row);
        return true;
    }

    private int Keep(int bound, Leaf? leaf, LiveTable? table, int row)
    {
        ref var binding = ref _bindings[bound];
        (binding.Leaf, binding.Table, binding.Row, binding.Generation) = (leaf, table, row, table?.GenerationOf(row) ?? 0);
        (binding.CheckedAt, binding.Column) = (_rowsEnded, null);
        return bound;
    }

    private bool TryResolve(int prefix, ReadOnlySpan<byte> path, out Leaf? leaf, out LiveTable? table, out int row)
    {
        (leaf, table, row) = (null, null, 0);
        if (!TryReadPath(prefix, path, out var prefixLength))
        {
            history.CountDecodeError(DecodeErrorKind.Path);
            return false;
        }

        if (_path.HasTwoOrigins) history.CountDecodeError(DecodeErrorKind.Path);
        if (!plan.TryFind(_path, prefixLength, _shape, out leaf))
        {
            history.CountSeriesLimitHit();
            return false;
        }

        if (leaf is null) return true; // known, and not shown
        var rows = RowsOf(leaf);
        row = RowFor(rows, leaf.Table);
        table = rows.Table;
        return true;
    }

    private bool TryReadPath(int prefix, ReadOnlySpan<byte> path, out int prefixLength)
    {
        _path.Clear();
        var isJson = _bindings.IsBelow(prefix, out var real, out var parent);
        var isRead = _path.Append(_bindings.PrefixBytes(isJson ? real : prefix));
        prefixLength = _path.Count;
        return isRead && (isJson ? _path.Append(parent) && JsonSuffix.AppendTo(_path, path) : _path.Append(path));
    }

    private TableRows RowsOf(Leaf leaf)
    {
        var place = leaf.Table.Place;
        if (place >= _tables.Length) Array.Resize(ref _tables, place + 1);
        var rows = _tables[place] ??= new TableRows(leaf.Table, module.TableFor(place, leaf.Table.Expiry));
        if (!rows.Leaves.Contains(leaf)) rows.Leaves.Add(leaf);
        return rows;
    }

    private int RowFor(TableRows rows, TablePlan table)
    {
        _row.Clear();
        _row.Add(_path.Target);
        for (var element = 0; element < table.Names.Length; element++)
        {
            for (var key = 0; key < _path.KeysOf(element); key++) _row.Add(_path.KeyValue(element, key));
        }

        return rows.TryFind(_row.Written, out var row) ? row : blocks.Add(rows, _row.Written);
    }

    private void ClearOthers(Leaf leaf, int column, LiveTable table, int row)
    {
        foreach (var other in leaf.Columns)
        {
            if (other == Leaf.NoColumn || other == column || !table.Clear(other, row)) continue;
            _series--;
            history.CountTypeChange();
        }
    }
}
