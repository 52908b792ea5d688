using System.Runtime.CompilerServices;
using System.Text;
using Collector.Export.Exposition;
using Collector.Pipeline.Samples;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>What every table of a schema has in common for remote write: its columns, and the label that carries each one's name.</summary>
internal sealed class TablePlan
{
    private static readonly ConditionalWeakTable<TableSchema, TablePlan> Known = [];

    private TablePlan(byte[][] names, string[] families) => (Names, Families) = (names, families);

    /// <summary>By column: <c>__name__</c> as a <see cref="LabelMessage"/>. Empty for a family that is not sent, because the collector's own metrics have its name or because it is none.</summary>
    public byte[][] Names { get; }

    /// <summary>By column.</summary>
    public string[] Families { get; }

    /// <summary>Words of a bitmap of columns.</summary>
    public int Words => (Names.Length + 63) / 64;

    public static TablePlan Of(TableSchema schema) => Known.GetValue(schema, static schema => new TablePlan([.. schema.Columns.Select(column => NameOf(column.Family.Name))], [.. schema.Columns.Select(column => column.Family.Name)]));

    /// <summary>For series of the collector's own.</summary>
    public static TablePlan OfOwn(params string[] names) => new([.. names.Select(name => NameOf(name, isOurs: true))], names);

    /// <summary>The label of a metric's name; empty when no receiver would take it.</summary>
    private static byte[] NameOf(string name, bool isOurs = false)
    {
        if (!isOurs && OwnNames.IsReserved(name)) return [];
        var utf8 = Encoding.UTF8.GetBytes(name);
        return LabelList.IsValidName(Encoding.UTF8.GetBytes(name.Replace(':', '_'))) ? LabelMessage.Make("__name__"u8, utf8) : [];
    }
}
