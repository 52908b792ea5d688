namespace Collector.Export.RemoteWrite.Requests;

/// <summary>One row of a table as a shard knows it: its labels, encoded once, and which of its series were sent.</summary>
internal sealed class RowSeries
{
    /// <summary>The row's label block, as the store has it: while it stays the same, the encoded labels hold.</summary>
    public required byte[] Block { get; set; }

    /// <summary>All labels but the name, sorted and encoded: the target's, the row's, and what the endpoint adds.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>Where those labels begin that come after the name.</summary>
    public required int AfterName { get; init; }

    /// <summary>False when no receiver would take the labels.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>A bit for each column whose plain series was sent and has not ended.</summary>
    public required ulong[] Sent { get; set; }

    /// <summary>The series that columns gave one more label, as far as they were sent and have not ended.</summary>
    public byte[] SentLabelled { get; set; } = [];

    /// <summary>By column: what became of its series by rules or because somebody else may send it; null while there is nothing special about any.</summary>
    public SeriesFate?[]? Fates { get; set; }

    /// <summary>The time of the newest sample that was sent of the row.</summary>
    public long LastMs { get; set; } = long.MinValue;

    public ReadOnlySpan<byte> BeforeName => Labels.AsSpan(0, AfterName);

    public ReadOnlySpan<byte> FromName => Labels.AsSpan(AfterName);

    public bool WasSent(int column) => (Sent[column >> 6] >> column & 1) != 0;

    public void SetSent(int column) => Sent[column >> 6] |= 1UL << column;

    public void ClearSent(int column) => Sent[column >> 6] &= ~(1UL << column);

    /// <summary>The table has more columns than before.</summary>
    public void Widen(int columns)
    {
        if (64 * Sent.Length < columns) Sent = [.. Sent, .. new ulong[(columns + 63) / 64 - Sent.Length]];
        if (Fates is not null && Fates.Length < columns) Fates = [.. Fates, .. new SeriesFate?[columns - Fates.Length]];
    }

    /// <summary>Goes on with what another one, of the same labels, has sent.</summary>
    public void TakeOver(RowSeries other) => (Sent, SentLabelled, Fates, LastMs) = (other.Sent, other.SentLabelled, other.Fates, other.LastMs);
}
