namespace Collector.Gnmi.Mapping.Joins;

/// <summary>One value of a joined leaf, and the rows of all subscriptions that carry it.</summary>
/// <remarks>Whoever touches it holds the gate of its <see cref="JoinedTexts"/>.</remarks>
internal sealed class JoinedText
{
    private readonly List<CarryingRows> _owners = [];

    /// <summary>UTF-8 as sent; empty while the leaf is not known.</summary>
    public byte[] Text { get; set; } = [];

    public bool HasNoRows => _owners.Count == 0;

    public void Add(JoinedRows owner, int table, int row)
    {
        var rows = _owners.Find(candidate => candidate.Owner == owner);
        if (rows is null) _owners.Add(rows = new CarryingRows(owner));
        rows.Rows.Add((table, row));
    }

    public void Remove(JoinedRows owner, int table, int row)
    {
        var rows = _owners.Find(candidate => candidate.Owner == owner);
        if (rows is null) return;
        rows.Rows.Remove((table, row));
        if (rows.Rows.Count == 0) _owners.Remove(rows);
    }

    /// <summary>Tells the owners that these rows are to be written anew.</summary>
    public void QueueRows()
    {
        foreach (var rows in _owners) rows.Owner.Queue(rows);
    }
}

/// <summary>The rows of one subscription that carry one text.</summary>
internal sealed class CarryingRows(JoinedRows owner)
{
    public JoinedRows Owner { get; } = owner;

    public List<(int Table, int Row)> Rows { get; } = [];

    public bool IsQueued { get; set; }
}
