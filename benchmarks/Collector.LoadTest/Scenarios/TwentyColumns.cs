using System.Globalization;
using System.Text;

namespace Collector.LoadTest.Scenarios;

/// <summary>A module of snmp.yml with 20 numbers of an interface, labelled by its name and alias.</summary>
internal static class TwentyColumns
{
    private const string InterfaceTable = "1.3.6.1.2.1.2.2.1";
    private const string ExtensionTable = "1.3.6.1.2.1.31.1.1.1";

    private static readonly (string Name, string Table, int Column, string Type)[] Columns =
    [
        ("ifMtu", InterfaceTable, 4, "gauge"), ("ifAdminStatus", InterfaceTable, 7, "gauge"), ("ifOperStatus", InterfaceTable, 8, "gauge"),
        ("ifInDiscards", InterfaceTable, 13, "counter"), ("ifInErrors", InterfaceTable, 14, "counter"), ("ifInUnknownProtos", InterfaceTable, 15, "counter"),
        ("ifOutDiscards", InterfaceTable, 19, "counter"), ("ifOutErrors", InterfaceTable, 20, "counter"),
        ("ifInMulticastPkts", ExtensionTable, 2, "counter"), ("ifInBroadcastPkts", ExtensionTable, 3, "counter"),
        ("ifOutMulticastPkts", ExtensionTable, 4, "counter"),
        ("ifHCInOctets", ExtensionTable, 6, "counter"), ("ifHCInUcastPkts", ExtensionTable, 7, "counter"), ("ifHCInMulticastPkts", ExtensionTable, 8, "counter"),
        ("ifHCInBroadcastPkts", ExtensionTable, 9, "counter"), ("ifHCOutOctets", ExtensionTable, 10, "counter"), ("ifHCOutUcastPkts", ExtensionTable, 11, "counter"),
        ("ifHCOutMulticastPkts", ExtensionTable, 12, "counter"), ("ifHCOutBroadcastPkts", ExtensionTable, 13, "counter"), ("ifHighSpeed", ExtensionTable, 15, "gauge"),
    ];

    public static string Module(string name)
    {
        var yaml = new StringBuilder();
        yaml.AppendLine(CultureInfo.InvariantCulture, $"modules:\n  {name}:\n    walk:");
        foreach (var column in Columns) yaml.AppendLine(CultureInfo.InvariantCulture, $"      - {column.Table}.{column.Column}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"      - {ExtensionTable}.1\n      - {ExtensionTable}.18");
        yaml.AppendLine("    get: [1.3.6.1.2.1.1.3.0]\n    metrics:");
        foreach (var column in Columns)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $$"""
                      - name: {{column.Name}}
                        oid: {{column.Table}}.{{column.Column}}
                        type: {{column.Type}}
                        help: "-"
                        indexes: [{labelname: ifIndex, type: gauge}]
                        lookups:
                          - {labels: [ifIndex], labelname: ifName, oid: {{ExtensionTable}}.1, type: DisplayString}
                          - {labels: [ifIndex], labelname: ifAlias, oid: {{ExtensionTable}}.18, type: DisplayString}
                """);
        }

        return yaml.ToString();
    }
}
