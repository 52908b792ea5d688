using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Samples;

namespace Collector.Pipeline.Store.Live;

/// <summary>The tables and columns that the targets of one subscription were seen to have: it only grows, and pages see one state of it after the other.</summary>
/// <remarks>Any thread. Growing takes a lock, for a moment: it happens when the first device sends a leaf that no other one had sent.</remarks>
public sealed class LiveSchema(string name, int order)
{
    private readonly Lock _growing = new();
    private readonly List<List<Column>> _tables = [];
    private readonly List<TableSchema> _made = [];
    private readonly Published<ModuleSchema?> _current = new(null);

    /// <summary>The subscription's name.</summary>
    public string Name { get; } = name;

    /// <summary>What pages see. The same object until something is added.</summary>
    public ModuleSchema Current => _current.Value ?? Make();

    /// <summary>Adds a table; its place.</summary>
    public int AddTable()
    {
        lock (_growing)
        {
            _tables.Add([]);
            _made.Add(new TableSchema([]));
            _current.Publish(null);
            return _tables.Count - 1;
        }
    }

    /// <summary>Adds a column to a table; its place there.</summary>
    public int AddColumn(int table, Column column)
    {
        lock (_growing)
        {
            _tables[table].Add(column);
            _made[table] = new TableSchema([.. _tables[table]]);
            _current.Publish(null);
            return _tables[table].Count - 1;
        }
    }

    private ModuleSchema Make()
    {
        lock (_growing)
        {
            if (_current.Value is { } made) return made;
            var next = new ModuleSchema(Name, order, [.. _made]);
            _current.Publish(next);
            return next;
        }
    }
}
