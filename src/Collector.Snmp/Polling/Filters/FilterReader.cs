using System.Buffers;
using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Plans;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Polling.Filters;

/// <summary>Takes the varbinds of a reply to a filter's walk: keeps the index tails of the rows that pass. None of them becomes a series.</summary>
internal ref struct FilterReader(FilterPlan filter, IndexTails passed, ReadOnlySpan<byte> root, ReadOnlySpan<byte> last, bool isOrdered) : IVarbindHandler
{
    private readonly ReadOnlySpan<byte> _root = root;

    /// <summary>The last name that was taken.</summary>
    public ReadOnlySpan<byte> Last { get; private set; } = last;

    public int Taken { get; private set; }

    /// <summary>Why reading ended.</summary>
    public MapStop Stop { get; private set; }

    /// <inheritdoc/>
    public bool OnVarbind(in Varbind varbind)
    {
        var name = varbind.Name;
        if (_root.IsEmpty) return true; // the column itself, which is no row
        if (varbind.Value.IsException || !name.StartsWith(_root) || name.Length == _root.Length) return StopWith(MapStop.EndOfSubtree);
        if (!Oid.IsValid(name)) return StopWith(MapStop.Malformed);
        if (isOrdered && Oid.Compare(name, Last) <= 0) return StopWith(MapStop.NotIncreasing);
        if (passed.Count == MappingLimits.Rows) return StopWith(MapStop.Limit);
        Last = name;
        Taken++;
        if (Passes(varbind.Value)) passed.Add(name[_root.Length..]);
        return true;
    }

    private readonly bool Passes(in SnmpValue value)
    {
        var most = TextRendering.MaxLength(value);
        var octets = ArrayPool<byte>.Shared.Rent(most);
        var letters = ArrayPool<char>.Shared.Rent(most);
        var length = TextRendering.Render(TextForm.Display, value, octets);
        var passes = filter.Passes(letters.AsSpan(0, Encoding.UTF8.GetChars(octets.AsSpan(0, length), letters)));
        ArrayPool<byte>.Shared.Return(octets);
        ArrayPool<char>.Shared.Return(letters);
        return passes;
    }

    private bool StopWith(MapStop stop)
    {
        Stop = stop;
        return false;
    }
}
