using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Explaining;

/// <summary>What came of one object of a module: how many instances, and of each kind of fate the first.</summary>
/// <param name="use">The object's place in one table.</param>
internal sealed class ObjectTally(MappedObject use)
{
    private readonly int[] _count = new int[Enum.GetValues<LossReason>().Length];
    private readonly int[] _first = new int[Enum.GetValues<LossReason>().Length];

    public MappedObject Use => use;

    /// <summary>Varbinds received.</summary>
    public int Instances { get; private set; }

    /// <summary>The first varbind received; -1 for none.</summary>
    public int First { get; private set; } = -1;

    /// <summary>The first varbind that became a series; -1 for none.</summary>
    public int FirstShown { get; private set; } = -1;

    public void Add(int varbind, bool isShown, LossReason? loss)
    {
        if (Instances++ == 0) First = varbind;
        if (isShown && FirstShown < 0) FirstShown = varbind;
        if (loss is { } reason && _count[(int)reason]++ == 0) _first[(int)reason] = varbind;
    }

    public int Lost(LossReason reason) => _count[(int)reason];

    public int FirstLost(LossReason reason) => _first[(int)reason];
}
