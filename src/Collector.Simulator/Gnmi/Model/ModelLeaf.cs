using System.Text;

namespace Collector.Simulator.Gnmi.Model;

/// <summary>A leaf of the model: its name, its type and the formula of its value. Shared by all devices.</summary>
internal sealed class ModelLeaf
{
    /// <summary>Never.</summary>
    public const ulong Constant = 0;

    private readonly LeafNumber? _number;
    private readonly LeafText? _text;

    public ModelLeaf(string name, string module, LeafKind kind, ulong changesEvery, LeafNumber number)
        : this(name, module, kind, changesEvery) => _number = number;

    public ModelLeaf(string name, string module, LeafKind kind, ulong changesEvery, LeafText text)
        : this(name, module, kind, changesEvery) => _text = text;

    private ModelLeaf(string name, string module, LeafKind kind, ulong changesEvery)
    {
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        Module = module;
        Kind = kind;
        ChangesEvery = changesEvery;
    }

    public string Name { get; }

    public byte[] Utf8Name { get; }

    /// <summary>The YANG module that defines it.</summary>
    public string Module { get; }

    public LeafKind Kind { get; }

    /// <summary>The value moves at multiples of so many ticks of uptime, if at all; <see cref="Constant"/> unless it is edited.</summary>
    public ulong ChangesEvery { get; }

    /// <summary>Decimal digits of <see cref="LeafKind.Double"/> and <see cref="LeafKind.Decimal"/>.</summary>
    public int Precision { get; init; }

    /// <summary>What a device that may choose samples rather than sends when it changes.</summary>
    public bool IsCounter => Kind == LeafKind.Unsigned64 && ChangesEvery is > 0 and <= 1000;

    /// <summary>The same leaf with another type, for devices that cannot decide.</summary>
    public ModelLeaf As(LeafKind kind) => new(Name, Module, kind, ChangesEvery) { Precision = 0 };

    /// <summary>False when the row has no such leaf.</summary>
    public bool TryGetValue(in LeafMoment moment, out LeafValue value)
    {
        if (_number is not null)
        {
            value = moment.Change is { } change && change.Counters.TryGetValue(Name, out var held) ? new LeafValue(held) : new LeafValue(_number(moment));
            return true;
        }

        var text = _text!(moment);
        value = new LeafValue(text ?? "");
        return text is not null;
    }
}
