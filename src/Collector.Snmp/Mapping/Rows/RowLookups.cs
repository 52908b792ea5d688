using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Rows;

/// <summary>Cuts the index tail of one row and follows the lookups of its labels, each from what the ones before it found.</summary>
/// <remarks>The lane's thread only; one row at a time. Works only on rows whose labels are written, so a chain costs nothing in a poll without changes.</remarks>
internal sealed class RowLookups
{
    private readonly uint[] _tail = new uint[Oid.MaxSubIds];
    private readonly byte[] _key = new byte[Oid.MaxEncodedLength];
    private (int Start, int Length)[] _indexes = [];
    private int[] _rows = [];
    private int _tailLength;
    private int _keyLength;
    private ModuleState _module = null!;
    private LabelPlan _plan = null!;

    /// <summary>
    /// Whether the row's indexes are its tail, no more and no less. Otherwise a lookup by all of them does not find the row itself, but the one
    /// whose tail is what the indexes say.
    /// </summary>
    public bool IsExact { get; private set; }

    /// <summary>The lookups that found a value, a bit for each of the first <see cref="RowDoubts.MostLookups"/>.</summary>
    public ulong Found
    {
        get
        {
            var found = 0UL;
            for (var i = 0; i < Math.Min(_plan.Lookups.Count, RowDoubts.MostLookups); i++)
            {
                if (TryGet(i, out _)) found |= 1UL << i;
            }

            return found;
        }
    }

    /// <summary>Takes the row in <paramref name="slot"/>; the other members speak of it until the next call.</summary>
    public void Resolve(ModuleState module, TableState table, int slot)
    {
        (_module, _plan) = (module, table.Plan.Labels!);
        Cut(table.Rows.Key(slot));
        if (_rows.Length < _plan.Lookups.Count) _rows = new int[_plan.Lookups.Count];
        for (var i = 0; i < _plan.Lookups.Count; i++) _rows[i] = FindRow(_plan.Lookups[i], slot);
    }

    /// <summary>The sub-identifiers of one index; fewer than it wants when the tail is short.</summary>
    public ReadOnlySpan<uint> Index(int index) => _tail.AsSpan(_indexes[index].Start, Math.Min(_indexes[index].Length, _tailLength - _indexes[index].Start));

    /// <summary>What a lookup found, and the subtype beside it; false when it found nothing.</summary>
    public bool TryGet(int lookup, out SnmpValue value, out SnmpValue subtype)
    {
        subtype = default;
        if (!TryGet(lookup, out value)) return false;
        var (table, text) = (_plan.Lookups[lookup].Table, _plan.Lookups[lookup].Text);
        if (text.SubtypeColumn >= 0) _module.Tables[table].Lookups[text.SubtypeColumn].TryGet(_rows[lookup], out subtype);
        return true;
    }

    /// <summary>The index tail that a lookup looks for; empty when it cannot be named. Valid until the next call.</summary>
    public ReadOnlySpan<byte> KeyOf(int lookup) => TryWriteKey(_plan.Lookups[lookup]) ? _key.AsSpan(0, _keyLength) : default;

    private bool TryGet(int lookup, out SnmpValue value)
    {
        value = default;
        var found = _plan.Lookups[lookup];
        return _rows[lookup] != RowIndex.None && _module.Tables[found.Table].Lookups[found.Column].TryGet(_rows[lookup], out value);
    }

    private void Cut(ReadOnlySpan<byte> key)
    {
        _tailLength = 0;
        while (!key.IsEmpty && _tailLength < _tail.Length && Oid.TryReadSubId(ref key, out _tail[_tailLength])) _tailLength++;
        if (_indexes.Length < _plan.Indexes.Count) _indexes = new (int, int)[_plan.Indexes.Count];
        var (start, taken) = (0, 0);
        for (var i = 0; i < _plan.Indexes.Count; i++)
        {
            var length = _plan.Indexes[i].LengthIn(_tail.AsSpan(start, _tailLength - start));
            _indexes[i] = (start, length);
            start = Math.Min(_tailLength, start + length);
            taken += length;
        }

        IsExact = taken == _tailLength;
    }

    private int FindRow(LookupRef lookup, int slot)
    {
        if (lookup.IsOwnRow && IsExact) return slot;
        return TryWriteKey(lookup) ? _module.Tables[lookup.Table].Rows.Find(_key.AsSpan(0, _keyLength)) : RowIndex.None;
    }

    private bool TryWriteKey(LookupRef lookup)
    {
        _keyLength = 0;
        foreach (var part in lookup.Key)
        {
            if (!TryAppend(part)) return false;
        }

        return true;
    }

    private bool TryAppend(KeyPart part)
    {
        for (var source = part; source is not null; source = source.Otherwise)
        {
            if (source.Index >= 0) return TryAppendIndex(source.Index);
            if (TryGet(source.Lookup, out var value)) return TryAppendNumber(value);
        }

        return true; // a label that nothing made stands for no sub-identifier
    }

    /// <summary>What a short tail lacks is zeros here as well.</summary>
    private bool TryAppendIndex(int index)
    {
        var ids = Index(index);
        for (var i = 0; i < _indexes[index].Length; i++)
        {
            if (!TryAppendId(i < ids.Length ? ids[i] : 0)) return false;
        }

        return true;
    }

    /// <summary>A looked-up value goes on as one sub-identifier; what is no number counts as 0.</summary>
    private bool TryAppendNumber(in SnmpValue value)
    {
        if (value.TryGetUInt64(out var number)) return number <= uint.MaxValue && TryAppendId((uint)number);
        return !value.TryGetInt64(out _) && TryAppendId(0); // nothing has a negative index
    }

    private bool TryAppendId(uint id)
    {
        if (_keyLength + 5 > _key.Length) return false; // longer than any OID: no row has it
        _keyLength += Oid.WriteSubId(_key.AsSpan(_keyLength), id);
        return true;
    }
}
