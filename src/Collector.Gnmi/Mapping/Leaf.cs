using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>The leaves of one shape, in all targets of a subscription: which table they are in, and which columns of it are theirs.</summary>
/// <remarks>Any thread. A column is made when the first value of its kind comes.</remarks>
internal sealed class Leaf
{
    public const int NoColumn = -1;
    private const int Kinds = (int)SampleKind.State + 1;

    private readonly Lock _growing = new();
    private readonly LiveSchema _schema;
    private readonly int[] _columns = [NoColumn, NoColumn, NoColumn, NoColumn, NoColumn];

    public Leaf(LiveSchema schema, TablePlan table, LeafPlan plan, ReadOnlySpan<byte> name)
    {
        (_schema, Table, Plan) = (schema, table, plan);
        Name = BareName.Of(name).ToArray();
        System.Diagnostics.Debug.Assert(_columns.Length == Kinds);
    }

    public TablePlan Table { get; }

    public LeafPlan Plan { get; }

    /// <summary>Below the table's container, without a module's prefix; empty when the container's last list has the value itself.</summary>
    public byte[] Name { get; }

    /// <summary>Whether values came in more than one kind, so that a new one may have to clear an older one beside it.</summary>
    public bool HasSeveralKinds { get; private set; }

    /// <summary>The column of a kind, or <see cref="NoColumn"/>.</summary>
    public int ColumnOf(SampleKind kind) => _columns[(int)kind];

    /// <summary>The column of a kind, made if need be.</summary>
    public int ColumnFor(SampleKind kind)
    {
        var column = _columns[(int)kind];
        return column != NoColumn ? column : AddColumn(kind);
    }

    private int AddColumn(SampleKind kind)
    {
        lock (_growing)
        {
            if (_columns[(int)kind] != NoColumn) return _columns[(int)kind];
            HasSeveralKinds = _columns.Any(column => column != NoColumn);
            return _columns[(int)kind] = _schema.AddColumn(Table.Place, Make(kind));
        }
    }

    private Column Make(SampleKind kind) => kind switch
    {
        SampleKind.Unsigned => new UnsignedColumn(Plan.Family),
        SampleKind.Signed => new SignedColumn(Plan.Family),
        SampleKind.Double => new DoubleColumn(Plan.Family),
        SampleKind.Info => new TextColumn(Plan.Family, Plan.Values.TextLabel),
        _ => new TextStateSetColumn(Plan.Family, Plan.Values.TextLabel ?? "state", Plan.Values.States),
    };
}
