using System.Numerics;
using System.Runtime.CompilerServices;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Store;

/// <summary>The values of one table at one poll: columns × row slots, what is absent, and when each row was answered.</summary>
/// <remarks>
/// Written by one lane while it is staging, then published and only read, then recycled by the same lane (<see cref="SnapshotPool"/>).
/// Row slots are stable: a row keeps its slot for as long as it lives, a slot without a row has no presence bit in any column.
/// </remarks>
public sealed class TableSnapshot
{
    private static readonly ConditionalWeakTable<TableSchema, TableSnapshot> WithoutRows = [];

    private readonly bool[] _isCarried;
    private byte[] _text = [];
    private int _textLength;

    internal TableSnapshot(TableSchema schema, int rowCapacity)
    {
        Schema = schema;
        RowCapacity = rowCapacity;
        Cells = new ulong[schema.Columns.Count * rowCapacity];
        Presence = new ulong[schema.Columns.Count * PresenceWords];
        AnsweredAfterMs = new uint[rowCapacity];
        _isCarried = new bool[schema.Columns.Count];
    }

    /// <summary>The one table of a schema that has no room for rows, for a module that has none of this kind. Never written.</summary>
    public static TableSnapshot Empty(TableSchema schema) => WithoutRows.GetValue(schema, static schema => new TableSnapshot(schema, 0));

    public TableSchema Schema { get; }

    /// <summary>Row slots there is room for; a cell is at column × capacity + slot.</summary>
    public int RowCapacity { get; }

    /// <summary>Words of a column's presence bitmap.</summary>
    public int PresenceWords => (RowCapacity + 63) / 64;

    /// <summary>Column by column.</summary>
    public ulong[] Cells { get; }

    /// <summary>Column by column, <see cref="PresenceWords"/> each.</summary>
    public ulong[] Presence { get; }

    /// <summary>When each row's last reply came, in milliseconds after the poll began.</summary>
    public uint[] AnsweredAfterMs { get; }

    /// <summary>The rows' label blocks, <see cref="Store.RowLabels.Rows"/> slots a chunk. May be shorter than the capacity.</summary>
    public IReadOnlyList<RowLabels> RowLabels { get; private set; } = [];

    /// <summary>What text cells point into: escaped UTF-8.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _textLength);

    /// <summary>One column as its kind reads it.</summary>
    public ColumnSlice Slice(int column) => new(
        Cells.AsSpan(column * RowCapacity, RowCapacity),
        Presence.AsSpan(column * PresenceWords, PresenceWords),
        Text);

    /// <summary>Which rows of a column have a value, a bit for each slot.</summary>
    public ReadOnlySpan<ulong> PresenceOf(int column) => Presence.AsSpan(column * PresenceWords, PresenceWords);

    /// <summary>Whether the poll did not read a column and has it from the one before: its values are older than their rows' times.</summary>
    public bool IsCarried(int column) => _isCarried[column];

    /// <summary>The label block of a row slot.</summary>
    public ReadOnlySpan<byte> LabelsOf(int row)
    {
        var chunk = row / Store.RowLabels.Rows;
        return chunk < RowLabels.Count ? RowLabels[chunk].Block(row % Store.RowLabels.Rows) : default;
    }

    /// <summary>What it holds, its rows' labels included, which other snapshots of the table may share.</summary>
    public StoreSize Size()
    {
        long values = 0;
        foreach (var word in Presence) values += BitOperations.PopCount(word);
        long bytes = (Cells.Length + Presence.Length) * sizeof(ulong) + AnsweredAfterMs.Length * sizeof(uint) + _text.Length;
        for (var chunk = 0; chunk < RowLabels.Count; chunk++) bytes += RowLabels[chunk].Bytes;
        return new StoreSize(values, bytes);
    }

    /// <summary>Staging: sets a cell. A second value for the same cell in one poll replaces the first.</summary>
    public void Set(int column, int row, ulong cell)
    {
        Cells[column * RowCapacity + row] = cell;
        Presence[column * PresenceWords + (row >> 6)] |= 1UL << row;
    }

    /// <summary>Staging: room for text of up to <paramref name="maxLength"/> bytes; <see cref="CommitText"/> keeps what was written.</summary>
    public Span<byte> TextRoom(int maxLength)
    {
        if (_text.Length - _textLength < maxLength) Array.Resize(ref _text, Math.Max(2 * _text.Length, _textLength + maxLength));
        return _text.AsSpan(_textLength, maxLength);
    }

    /// <summary>Staging: keeps the first <paramref name="length"/> bytes of the room and returns the cell that points at them.</summary>
    public ulong CommitText(int length)
    {
        var cell = TextCell.Pack(_textLength, length);
        _textLength += length;
        return cell;
    }

    /// <summary>Staging: the last step before publishing.</summary>
    public void SetRowLabels(IReadOnlyList<RowLabels> labels)
    {
        RowLabels = labels;
        for (var chunk = 0; chunk < labels.Count; chunk++) labels[chunk].AddUse();
    }

    /// <summary>Staging: takes over everything of another snapshot of the same table, whose rows must all have room here.</summary>
    public void CopyFrom(TableSnapshot other)
    {
        var rows = Math.Min(RowCapacity, other.RowCapacity);
        var words = Math.Min(PresenceWords, other.PresenceWords);
        for (var column = 0; column < Schema.Columns.Count; column++)
        {
            other.Cells.AsSpan(column * other.RowCapacity, rows).CopyTo(Cells.AsSpan(column * RowCapacity));
            other.Presence.AsSpan(column * other.PresenceWords, words).CopyTo(Presence.AsSpan(column * PresenceWords));
        }

        other._isCarried.CopyTo(_isCarried);
        other.AnsweredAfterMs.AsSpan(0, rows).CopyTo(AnsweredAfterMs);
        other.Text.CopyTo(TextRoom(other._textLength));
        _textLength = other._textLength;
    }

    /// <summary>Staging: takes over one column of the poll before, for a column that is read at a slower pace. There must be room for its rows.</summary>
    /// <param name="previous">The poll before; its text cells are copied too.</param>
    /// <param name="column">The column.</param>
    /// <param name="isText">Whether the column's cells are <see cref="TextCell"/>s.</param>
    /// <param name="rows">The rows to take over, a bit for each slot.</param>
    /// <param name="but">Rows to leave out all the same; may be shorter.</param>
    public void CarryOver(TableSnapshot previous, int column, bool isText, ReadOnlySpan<ulong> rows, ReadOnlySpan<ulong> but)
    {
        _isCarried[column] = true;
        var had = previous.Presence.AsSpan(column * previous.PresenceWords, previous.PresenceWords);
        var presence = Presence.AsSpan(column * PresenceWords, PresenceWords);
        for (var word = 0; word < presence.Length; word++)
            presence[word] = word < had.Length && word < rows.Length ? had[word] & rows[word] & ~(word < but.Length ? but[word] : 0) : 0;
        var count = Math.Min(RowCapacity, previous.RowCapacity);
        var cells = Cells.AsSpan(column * RowCapacity, count);
        previous.Cells.AsSpan(column * previous.RowCapacity, count).CopyTo(cells);
        if (!isText) return;
        foreach (var row in Slice(column)) cells[row] = CopyText(TextCell.Slice(cells[row], previous.Text));
    }

    internal void Reset()
    {
        Array.Clear(Presence);
        Array.Clear(AnsweredAfterMs);
        Array.Clear(_isCarried);
        _textLength = 0;
    }

    /// <summary>Takes the labels out of a table that nobody reads any more.</summary>
    internal IReadOnlyList<RowLabels> TakeRowLabels()
    {
        var labels = RowLabels;
        RowLabels = [];
        return labels;
    }

    private ulong CopyText(ReadOnlySpan<byte> text)
    {
        text.CopyTo(TextRoom(text.Length));
        return CommitText(text.Length);
    }
}
