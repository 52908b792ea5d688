using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Mib;

/// <summary>One object type: the OID all its instances begin with, their type, and the formula of their values.</summary>
internal sealed class Column
{
    private Column(string oid, SmiType type, RowSetKind rows)
    {
        Oid = oid;
        Prefix = Snmp.Ber.Oid.Parse(oid).Encoded.ToArray();
        Type = type;
        Rows = rows;
    }

    public string Oid { get; }

    /// <summary>The content octets of the OID, without an index.</summary>
    public byte[] Prefix { get; }
    public SmiType Type { get; }
    public RowSetKind Rows { get; }
    public NumberFormula? Number { get; private init; }
    public ContentFormula? Content { get; private init; }

    public static Column OfNumber(string oid, SmiType type, RowSetKind rows, NumberFormula formula) =>
        new(oid, type, rows) { Number = formula };

    public static Column OfContent(string oid, SmiType type, RowSetKind rows, ContentFormula formula) =>
        new(oid, type, rows) { Content = formula };
}
