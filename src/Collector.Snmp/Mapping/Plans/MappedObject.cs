using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Cells;

namespace Collector.Snmp.Mapping.Plans;

/// <summary>One object (column or scalar) that a module has a use for: where its instances go.</summary>
/// <remarks>Immutable; shared by all targets of a module.</remarks>
internal sealed class MappedObject(Oid name, int table)
{
    /// <summary>No column.</summary>
    public const int None = -1;

    /// <summary>The object's OID without an instance.</summary>
    public Oid Name { get; } = name;

    /// <summary>The OID's octets, kept apart because every varbind is compared with them.</summary>
    public byte[] Prefix { get; } = name.Encoded.ToArray();

    /// <summary>Index into <see cref="ModulePlan.Tables"/>.</summary>
    public int Table { get; } = table;

    /// <summary>The data column in the table's schema, or <see cref="None"/>.</summary>
    public int Column { get; init; } = None;

    /// <summary>How many columns it fills, from <see cref="Column"/> on.</summary>
    public int Columns { get; init; }

    /// <summary>How a value becomes a cell of the data column; null when several are filled from text.</summary>
    public CellMapping? Mapping { get; init; }

    /// <summary>What fills the columns from text, in the table's state, or <see cref="None"/>.</summary>
    public int Extracts { get; init; } = None;

    /// <summary>What its columns can do something with.</summary>
    public string Takes => Mapping?.Takes ?? "none of the expressions matches the text and yields a number";

    /// <summary>Whether cells point into the table's text.</summary>
    public bool IsText => Mapping is { IsText: true };

    /// <summary>The lookup column in the table's state, or <see cref="None"/>.</summary>
    public int Lookup { get; init; } = None;

    /// <summary>Where its values are held until the poll is in, in the table's state, or <see cref="None"/>.</summary>
    public int Held { get; init; } = None;

    /// <summary>The same object's use in another table: a metric here and a lookup there.</summary>
    public MappedObject? Also { get; init; }

    /// <summary>Its place in the module's <see cref="ObjectMap"/>; the same for all its uses.</summary>
    public int Position { get; set; }
}
