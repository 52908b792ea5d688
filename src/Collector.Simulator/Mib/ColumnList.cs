using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Mib;

/// <summary>Collects the columns of one MIB module; the methods are named after the SMI types.</summary>
internal sealed class ColumnList
{
    private readonly List<Column> _columns = [];
    private string _parent = "";
    private RowSetKind _rows;

    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The columns that follow are children of <paramref name="parent"/> and have these rows.</summary>
    public void Under(string parent, RowSetKind rows)
    {
        _parent = parent;
        _rows = rows;
    }

    public void Integer(int id, NumberFormula formula) => Number(id, SmiType.Integer32, formula);
    public void Counter32(int id, NumberFormula formula) => Number(id, SmiType.Counter32, formula);
    public void Counter64(int id, NumberFormula formula) => Number(id, SmiType.Counter64, formula);
    public void Gauge(int id, NumberFormula formula) => Number(id, SmiType.Gauge32, formula);
    public void TimeTicks(int id, NumberFormula formula) => Number(id, SmiType.TimeTicks, formula);
    public void Text(int id, ContentFormula formula) => Content(id, SmiType.OctetString, formula);
    public void Opaque(int id, ContentFormula formula) => Content(id, SmiType.Opaque, formula);

    public void ObjectId(int id, ContentFormula formula) => Content(id, SmiType.ObjectIdentifier, formula);

    public void Text(int id, string constant)
    {
        var octets = System.Text.Encoding.UTF8.GetBytes(constant);
        Text(id, (in Cell _, Span<byte> into) => Octets.Copy(octets, into));
    }

    public void ObjectId(int id, string constant)
    {
        var octets = Oid.Parse(constant).Encoded.ToArray();
        ObjectId(id, (in Cell _, Span<byte> into) => Octets.Copy(octets, into));
    }

    private void Number(int id, SmiType type, NumberFormula formula) => _columns.Add(Column.OfNumber($"{_parent}.{id}", type, _rows, formula));
    private void Content(int id, SmiType type, ContentFormula formula) => _columns.Add(Column.OfContent($"{_parent}.{id}", type, _rows, formula));
}
