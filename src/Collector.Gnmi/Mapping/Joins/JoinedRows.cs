namespace Collector.Gnmi.Mapping.Joins;

/// <summary>The rows of one subscription of a target that have joined labels, and those whose labels are out of date.</summary>
/// <remarks>Called by the subscription's writer; texts may change at any time, and then rows wait here until <see cref="TryTakeChanged"/>.</remarks>
internal sealed class JoinedRows(JoinedTexts texts)
{
    private readonly Queue<CarryingRows> _changed = new();
    private readonly Queue<(int Table, int Row)> _rows = new();

    /// <summary>A row is there. From now on a change of its text is heard of.</summary>
    /// <param name="join">Its place in <see cref="LeafJoins"/>.</param>
    /// <param name="key">Those of the row's keys that are the joined leaf's: <see cref="TableJoin.Keys"/> of them.</param>
    /// <param name="table">The table's place.</param>
    /// <param name="row">The row's slot.</param>
    /// <returns>The text as it is now, UTF-8 as sent; empty for none.</returns>
    public ReadOnlySpan<byte> Add(int join, ReadOnlySpan<byte> key, int table, int row)
    {
        lock (texts.Gate)
        {
            if (texts.FindOrAdd(join, key) is not { } text) return default;
            text.Add(this, table, row);
            return text.Text; // never changed in place
        }
    }

    /// <summary>The text for a row that is there; empty for none.</summary>
    public ReadOnlySpan<byte> TextOf(int join, ReadOnlySpan<byte> key)
    {
        lock (texts.Gate) return texts.TryFind(join, key, out var text) ? text.Text : default;
    }

    /// <summary>A row has gone.</summary>
    public void Remove(int join, ReadOnlySpan<byte> key, int table, int row)
    {
        lock (texts.Gate)
        {
            if (!texts.TryFind(join, key, out var text)) return;
            text.Remove(this, table, row);
            texts.Forget(join, key, text);
        }
    }

    /// <summary>The next row whose labels are to be written anew. It may have gone in the meantime.</summary>
    public bool TryTakeChanged(out int table, out int row)
    {
        lock (texts.Gate)
        {
            while (_rows.Count == 0 && _changed.TryDequeue(out var changed))
            {
                changed.IsQueued = false;
                foreach (var next in changed.Rows) _rows.Enqueue(next);
            }

            var isThere = _rows.TryDequeue(out var first);
            (table, row) = first;
            return isThere;
        }
    }

    /// <summary>Under the gate: these rows carry a text that has changed.</summary>
    internal void Queue(CarryingRows rows)
    {
        if (rows.IsQueued) return;
        rows.IsQueued = true;
        _changed.Enqueue(rows);
    }
}
