using System.Numerics;

namespace Collector.Pipeline.Samples;

/// <summary>One column of one table as its kind reads it: a cell for each row slot, and which of them hold a value.</summary>
public readonly ref struct ColumnSlice(ReadOnlySpan<ulong> cells, ReadOnlySpan<ulong> presence, ReadOnlySpan<byte> text)
{
    /// <summary>Indexed by row slot. What the 64 bits mean is the column kind's own affair.</summary>
    public ReadOnlySpan<ulong> Cells { get; } = cells;

    /// <summary>Bit r of word r / 64 is set when row r has a value. A hole must never become a 0.</summary>
    public ReadOnlySpan<ulong> Presence { get; } = presence;

    /// <summary>The table's text, into which cells may point (<see cref="TextCell"/>).</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>The rows that have a value, ascending.</summary>
    public RowEnumerator GetEnumerator() => new(Presence);

    /// <summary>Walks the set bits of a presence bitmap.</summary>
    public ref struct RowEnumerator(ReadOnlySpan<ulong> presence)
    {
        private readonly ReadOnlySpan<ulong> _presence = presence;
        private int _word = -1;
        private ulong _bits = 0;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_bits == 0)
            {
                if (++_word >= _presence.Length) return false;
                _bits = _presence[_word];
            }

            Current = _word * 64 + BitOperations.TrailingZeroCount(_bits);
            _bits &= _bits - 1;
            return true;
        }
    }
}
