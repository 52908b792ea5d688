namespace Collector.Pipeline.Patterns;

/// <summary>The instructions at which a match may stand, by preference, with the places that each way there has remembered.</summary>
/// <remarks>For one thread. Grows to the largest program that it has met and is used again.</remarks>
internal sealed class Re2Threads
{
    private int[] _positions = [];
    private int[] _indexes = [];
    private int[] _places = [];
    private int _slots;

    public int Count { get; private set; }

    public void Begin(int instructions, int slots)
    {
        if (_positions.Length < instructions) (_positions, _indexes) = (new int[instructions], new int[instructions]);
        if (_places.Length < instructions * slots) _places = new int[instructions * slots];
        (Count, _slots) = (0, slots);
    }

    public void Clear() => Count = 0;

    public int this[int index] => _positions[index];

    /// <summary>False when the instruction is there already, which is the preferred way to it.</summary>
    public bool TryAdd(int instruction, out int index)
    {
        // What was left in the array by another match is told apart by asking both ways.
        index = _indexes[instruction];
        if (index < Count && _positions[index] == instruction) return false;
        index = Count++;
        _positions[index] = instruction;
        _indexes[instruction] = index;
        return true;
    }

    public Span<int> Places(int index) => _places.AsSpan(index * _slots, _slots);
}
