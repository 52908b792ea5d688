using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Store.Live;

/// <summary>What one subscription of one target has at this moment: tables that its stream changes in place, and copies of them for readers.</summary>
/// <remarks>
/// <para>One writer, any number of readers. The writer never waits: it works within <see cref="BeginWrite"/> and <see cref="EndWrite"/>, in short sections
/// (<see cref="Pulse"/>). A reader copies everything and throws the copy away if a write came between, a bounded number of times; then it takes the last good copy.</para>
/// <para>Readers share copies: as long as nothing was written, all of them get the same one, and replaced copies are used again once no reader is left
/// that began before (<see cref="ReaderEpochs"/>). So a quiet subscription costs a scrape nothing.</para>
/// </remarks>
public sealed class LiveModule(LiveSchema schema, ReaderEpochs epochs)
{
    private const int Attempts = 200;

    private readonly Lock _reading = new(); // among readers
    private readonly Queue<ModuleSnapshot> _retired = new();
    private LiveTable?[] _tables = [];
    private ModuleSnapshot? _copy;
    private uint _copiedAt = 1; // odd: no version
    private SequenceCount _sequence;
    private OwnedCounter _staleReads; // who reads has it

    public LiveSchema Schema { get; } = schema;

    /// <summary>Gathers every change; null when nobody wants to know.</summary>
    public LiveUpdates? Updates { get; init; }

    /// <summary>Times that a reader had to take an older copy, because the writer was always at work.</summary>
    public long StaleReads => _staleReads.Value;

    /// <summary>The writer only. The table at a place of the schema, if it has ever had a row.</summary>
    public LiveTable? TableAt(int table) => (uint)table < (uint)_tables.Length ? _tables[table] : null;

    /// <summary>The writer only. Places there is room for; see <see cref="TableAt"/>.</summary>
    public int Tables => _tables.Length;

    public void BeginWrite() => _sequence.BeginWrite();

    public void EndWrite() => _sequence.EndWrite();

    /// <summary>Within a long write: lets readers in between two cells.</summary>
    public void Pulse()
    {
        _sequence.EndWrite();
        _sequence.BeginWrite();
    }

    /// <summary>Within a write. The table at a place of the schema, made if need be.</summary>
    public LiveTable TableFor(int table, LiveExpiry expiry)
    {
        if (TableAt(table) is { } known) return known;
        var next = _tables;
        if (table >= next.Length) Array.Resize(ref next, table + 1);
        var made = next[table] = new LiveTable(expiry, Updates, table);
        _tables = next;
        return made;
    }

    /// <summary>The writer only, outside of a write. Tells everything that is there, for who has joined the audience.</summary>
    public void TellAll()
    {
        if (Updates is not { HasNewAudience: true } updates) return;
        updates.BeginRetelling();
        foreach (var table in _tables) table?.TellAll();
        updates.EndRetelling();
    }

    /// <summary>Any thread. What the tables hold; nearly so while they are being written.</summary>
    public StoreSize Size()
    {
        var sum = default(StoreSize);
        foreach (var table in _tables) sum += table is null ? default : new StoreSize(table.Count, table.Bytes);
        return sum;
    }

    /// <summary>Any reader, within a reading of the epochs. What there is now; null when there is nothing.</summary>
    public ModuleSnapshot? Read()
    {
        lock (_reading)
        {
            var wait = default(SpinWait);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (_sequence.TryBeginRead(out var version))
                {
                    if (version == _copiedAt && (_copy is null || _copy.Schema == Schema.Current)) return _copy;
                    var copy = Copy();
                    if (_sequence.IsUnchanged(version))
                    {
                        Keep(copy, version);
                        return copy;
                    }

                    if (copy is not null) _retired.Enqueue(copy); // nobody has seen it: its stamp is an old one or none
                }

                wait.SpinOnce(sleep1Threshold: 50);
            }

            _staleReads.Increment();
            return _copy;
        }
    }

    private void Keep(ModuleSnapshot? copy, uint version)
    {
        if (_copy is { } replaced)
        {
            replaced.RetiredAt = epochs.Retire();
            _retired.Enqueue(replaced);
        }

        (_copy, _copiedAt) = (copy, version);
    }

    private ModuleSnapshot? Copy()
    {
        var tables = _tables;
        var current = Schema.Current;
        var isEmpty = true;
        foreach (var table in tables) isEmpty &= table is null || table.Rows == 0;
        if (isEmpty) return null;

        var spare = Spare();
        var copy = spare is not null && spare.Schema == current ? spare : new ModuleSnapshot(current);
        copy.IsComplete = true;
        copy.StartedUnixMs = BaseMs(tables);
        for (var i = 0; i < copy.Tables.Length; i++)
        {
            var table = i < tables.Length ? tables[i] : null;
            var before = spare is not null && i < spare.Tables.Length ? spare.Tables[i] : null;
            copy.Tables[i] = table is null || table.Rows == 0 ? TableSnapshot.Empty(current.Tables[i]) : table.CopyTo(before, current.Tables[i], copy.StartedUnixMs);
        }

        return copy;
    }

    // Times on a page are milliseconds after the snapshot's start, in 32 bits: 49 days. What changed before that counts as that old, not what is new.
    private static long BaseMs(LiveTable?[] tables)
    {
        var (oldest, newest) = (long.MaxValue, 0L);
        foreach (var table in tables)
        {
            if (table?.ReadTimesMs() is { } times) (oldest, newest) = (Math.Min(oldest, times.Oldest), Math.Max(newest, times.Newest));
        }

        return Math.Max(oldest == long.MaxValue ? 0 : oldest, newest - uint.MaxValue);
    }

    private ModuleSnapshot? Spare()
    {
        if (_retired.TryPeek(out var first) && first.RetiredAt <= epochs.OldestReader()) return _retired.Dequeue();
        return null;
    }
}
