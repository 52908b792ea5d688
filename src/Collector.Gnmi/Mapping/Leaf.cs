using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Values;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store.Live;

namespace Collector.Gnmi.Mapping;

/// <summary>The leaves of one shape, in all targets of a subscription: which table they are in, and which columns of it are theirs.</summary>
/// <remarks>Any thread. A column is made when the first value of its kind comes.</remarks>
internal sealed class Leaf
{
    public const int NoColumn = -1;
    /// <summary>Besides the kinds of samples: what is known and not shown, of a leaf whose value is a label elsewhere.</summary>
    private const int Hidden = (int)SampleKind.State + 1;

    private readonly Lock _growing = new();
    private readonly LiveSchema _schema;
    private readonly int[] _columns = [NoColumn, NoColumn, NoColumn, NoColumn, NoColumn, NoColumn];

    public Leaf(LiveSchema schema, TablePlan table, LeafPlan plan, ReadOnlySpan<byte> name, int join)
    {
        (_schema, Table, Plan, Join) = (schema, table, plan, join);
        IsPlain = plan.Values.Scale == 1 && join == LeafJoins.None;
        Name = ModulePrefix.Strip(name).ToArray();
    }

    public TablePlan Table { get; }

    public LeafPlan Plan { get; }

    /// <summary>Below the table's container, without a module's prefix; empty when the container's last list has the value itself.</summary>
    public byte[] Name { get; }

    /// <summary>Whether no rule changes a number, and nobody else wants it: it is a cell as it came.</summary>
    public bool IsPlain { get; }

    /// <summary>Whether values came in more than one kind, so that a new one may have to clear an older one beside it.</summary>
    public bool HasSeveralKinds { get; private set; }

    /// <summary>Its place in <see cref="LeafJoins"/> if its value is a label of other rows.</summary>
    public int Join { get; }

    /// <summary>All columns there may be; <see cref="NoColumn"/> for those there are not.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>The column of a kind, or <see cref="NoColumn"/>.</summary>
    public int ColumnOf(SampleKind kind) => _columns[(int)kind];

    /// <summary>The column of a kind, made if need be.</summary>
    public int ColumnFor(SampleKind kind)
    {
        var column = _columns[(int)kind];
        return column != NoColumn ? column : AddColumn((int)kind);
    }

    /// <summary>The column of what is not shown, made if need be.</summary>
    public int HiddenColumn() => _columns[Hidden] != NoColumn ? _columns[Hidden] : AddColumn(Hidden);

    private int AddColumn(int kind)
    {
        lock (_growing)
        {
            if (_columns[kind] != NoColumn) return _columns[kind];
            HasSeveralKinds = _columns.Any(column => column != NoColumn);
            return _columns[kind] = _schema.AddColumn(Table.Place, Make(kind));
        }
    }

    private Column Make(int kind) => kind switch
    {
        (int)SampleKind.Unsigned => new UnsignedColumn(Plan.Family),
        (int)SampleKind.Signed => new SignedColumn(Plan.Family),
        (int)SampleKind.Double => new DoubleColumn(Plan.Family),
        (int)SampleKind.Info => new TextColumn(Plan.Family, Plan.Values.TextLabel),
        (int)SampleKind.State => new TextStateSetColumn(Plan.Family, Plan.Values.TextLabel ?? "state", Plan.Values.States),
        _ => new HiddenColumn(Plan.Family),
    };
}
