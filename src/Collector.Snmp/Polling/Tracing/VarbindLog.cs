using Collector.Snmp.Messages;

namespace Collector.Snmp.Polling.Tracing;

/// <summary>The varbinds of one traced poll, copied out of their datagrams, up to a bound.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class VarbindLog
{
    /// <summary>Varbinds kept: more than any module that a person reads through has.</summary>
    public const int Most = 200_000;

    /// <summary>Octets kept of their names and values.</summary>
    public const int MostOctets = 16 * 1024 * 1024;

    private readonly List<Entry> _entries = [];
    private byte[] _octets = [];
    private int _used;

    public int Count => _entries.Count;

    /// <summary>Varbinds that there was no room for.</summary>
    public int NotKept { get; private set; }

    /// <summary>The step that received a varbind.</summary>
    public StepTrace StepOf(int index) => _entries[index].Step;

    public ReadOnlySpan<byte> NameOf(int index) => _octets.AsSpan(_entries[index].Start, _entries[index].NameLength);

    public SnmpValue ValueOf(int index)
    {
        var entry = _entries[index];
        return new SnmpValue(entry.Type, _octets.AsSpan(entry.Start + entry.NameLength, entry.ValueLength));
    }

    public void Add(StepTrace step, in Varbind varbind)
    {
        var name = varbind.Name;
        var value = varbind.Value.Content;
        if (_entries.Count == Most || _used + name.Length + value.Length > MostOctets)
        {
            NotKept++;
            return;
        }

        if (_octets.Length - _used < name.Length + value.Length) Array.Resize(ref _octets, Math.Max(4096, 2 * (_used + name.Length + value.Length)));
        name.CopyTo(_octets.AsSpan(_used));
        value.CopyTo(_octets.AsSpan(_used + name.Length));
        _entries.Add(new Entry(step, _used, name.Length, value.Length, varbind.Value.Type));
        _used += name.Length + value.Length;
    }

    private readonly record struct Entry(StepTrace Step, int Start, int NameLength, int ValueLength, SmiType Type);
}
