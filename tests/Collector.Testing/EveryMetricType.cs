using System.Buffers.Binary;
using System.Text;
using Collector.Snmp.Messages;

namespace Collector.Testing;

/// <summary>A module that has every metric type of snmp.yml, and what an agent says to it: for tests and benchmarks of everything at once.</summary>
public static class EveryMetricType
{
    /// <summary>The subtree that the module walks; its columns lie below, from 1 on.</summary>
    public const string Entry = "1.3.6.1.4.1.61509.1.1";

    public const string Yaml =
        """
        modules:
          every_type:
            walk: [1.3.6.1.4.1.61509.1.1]
            metrics:
            - {name: a_counter, oid: 1.3.6.1.4.1.61509.1.1.1, type: counter, indexes: &row [{labelname: row, type: gauge}]}
            - {name: a_scaled_counter, oid: 1.3.6.1.4.1.61509.1.1.2, type: counter, scale: 8, indexes: *row}
            - {name: a_gauge, oid: 1.3.6.1.4.1.61509.1.1.3, type: gauge, scale: 0.1, offset: -40, indexes: *row}
            - {name: a_float, oid: 1.3.6.1.4.1.61509.1.1.4, type: Float, indexes: *row}
            - {name: a_double, oid: 1.3.6.1.4.1.61509.1.1.5, type: Double, indexes: *row}
            - {name: a_date, oid: 1.3.6.1.4.1.61509.1.1.6, type: DateAndTime, indexes: *row}
            - {name: a_text_date, oid: 1.3.6.1.4.1.61509.1.1.7, type: ParseDateAndTime, datetime_pattern: '%a %d %b %Y %T %z', indexes: *row}
            - {name: a_time, oid: 1.3.6.1.4.1.61509.1.1.8, type: NTPTimeStamp, indexes: *row}
            - {name: an_info, oid: 1.3.6.1.4.1.61509.1.1.9, type: EnumAsInfo, indexes: *row, enum_values: &states {1: up, 2: down, 3: testing}}
            - {name: a_state, oid: 1.3.6.1.4.1.61509.1.1.10, type: EnumAsStateSet, indexes: *row, enum_values: *states}
            - {name: some_bits, oid: 1.3.6.1.4.1.61509.1.1.11, type: Bits, indexes: *row, enum_values: {0: first, 9: tenth, 70: last}}
            - {name: a_string, oid: 1.3.6.1.4.1.61509.1.1.12, type: DisplayString, indexes: *row}
            - {name: some_octets, oid: 1.3.6.1.4.1.61509.1.1.13, type: OctetString, indexes: *row}
            - {name: a_hinted_string, oid: 1.3.6.1.4.1.61509.1.1.14, type: OctetString, display_hint: '2d-1d-1d,1d:1d:1d.1d,1a1d:1d', indexes: *row}
            - {name: a_mac, oid: 1.3.6.1.4.1.61509.1.1.15, type: PhysAddress48, indexes: *row}
            - {name: an_ipv4, oid: 1.3.6.1.4.1.61509.1.1.16, type: InetAddressIPv4, indexes: *row}
            - {name: an_ipv6, oid: 1.3.6.1.4.1.61509.1.1.17, type: InetAddressIPv6, indexes: *row}
            - {name: an_address, oid: 1.3.6.1.4.1.61509.1.1.19, type: InetAddress, indexes: *row}
            - {name: a_bare_address, oid: 1.3.6.1.4.1.61509.1.1.21, type: InetAddressMissingSize, indexes: *row}
            - {name: a_port, oid: 1.3.6.1.4.1.61509.1.1.23, type: LldpPortId, indexes: *row}
            - name: a_sensor
              oid: 1.3.6.1.4.1.61509.1.1.24
              type: DisplayString
              scale: 10
              indexes: *row
              regex_extracts:
                Celsius: [{regex: '([0-9.]+) C.*'}, {regex: '([0-9.]+) F.*', value: '-$1'}]
                Alarms: [{regex: '.* ([0-9]+) alarms?'}]
                Never: [{regex: 'x{1,20}(\d+)'}]
        """;

    /// <summary>The varbinds of a walk over all columns, in order. Polls differ in counters and gauges only.</summary>
    public static IEnumerable<(string Name, SmiType Type, byte[] Content)> Walk(int rows, int poll = 0)
    {
        for (var column = 1; column <= 24; column++)
        {
            for (var row = 1; row <= rows; row++)
            {
                var (type, content) = Value(column, row, poll);
                yield return ($"{Entry}.{column}.{row}", type, content);
            }
        }
    }

    private static (SmiType Type, byte[] Content) Value(int column, int row, int poll) => column switch
    {
        1 or 2 => (SmiType.Counter64, Number(1_000_000L * row + poll)),
        3 => (SmiType.Integer32, Number(250 + poll)),
        4 => (SmiType.Opaque, [0x9F, 0x78, 4, .. Float(row + 0.5f)]),
        5 => (SmiType.Opaque, [0x9F, 0x79, 8, .. Number(BitConverter.DoubleToInt64Bits(row + 0.25))]),
        6 => (SmiType.OctetString, [7, 0xEA, 11, 22, 12, 1, 2, 3, (byte)'+', 1, 0]),
        7 => Text("Sun 22 Nov 2026 12:01:02 +0100"),
        8 => (SmiType.OctetString, Number((2_208_988_800L + row) << 32)),
        9 or 10 => (SmiType.Integer32, [(byte)(1 + row % 4)]),
        11 => (SmiType.OctetString, [0x80, 0x40]),
        12 => Text($"row {row} \"quoted\""),
        13 => (SmiType.OctetString, [0, 0xFF, (byte)row]),
        14 => (SmiType.OctetString, [7, 0xEA, 11, 22, 12, 1, 2, 3, (byte)'+', 1, 0]),
        15 => (SmiType.OctetString, [0, 0x11, 0x22, 0x33, 0x44, (byte)row]),
        16 => (SmiType.OctetString, [192, 0, 2, (byte)row]),
        17 => (SmiType.OctetString, [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)row]),
        18 or 20 => (SmiType.Integer32, [1]),
        19 or 21 => (SmiType.OctetString, [198, 51, 100, (byte)row]),
        22 => (SmiType.Integer32, [5]),
        23 => Text($"ge-0/0/{row}"),
        _ => Text($"{row}.5 C, {row % 3} alarms"),
    };

    private static (SmiType Type, byte[] Content) Text(string text) => (SmiType.OctetString, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(long value)
    {
        var content = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(content, value);
        return content;
    }

    private static byte[] Float(float value)
    {
        var content = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(content, value);
        return content;
    }
}
