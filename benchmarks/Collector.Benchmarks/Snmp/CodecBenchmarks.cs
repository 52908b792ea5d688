using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Benchmarks.Snmp;

/// <summary>
/// A poll's work on octets: read a response of 25 rows × 2 Counter64 columns, write the next request. 256 different
/// responses in turn, so that no branch predictor learns one by heart.
/// </summary>
[MemoryDiagnoser] // anything but 0 B per operation is a regression
public class CodecBenchmarks
{
    private const int Responses = 256;
    private const int Varbinds = 50;

    private static readonly Oid[] Columns = [Oid.Parse("1.3.6.1.2.1.31.1.1.1.6"), Oid.Parse("1.3.6.1.2.1.31.1.1.1.10")];

    private readonly byte[][] _responses = new byte[Responses][];
    private readonly byte[] _buffer = new byte[1500];
    private readonly Oid _left = Columns[0].Append(10_001);
    private readonly Oid _right = Columns[0].Append(10_002);
    private int _next;

    [GlobalSetup]
    public void WriteResponses()
    {
        var random = new Random(1);
        for (int i = 0; i < Responses; i++)
        {
            var writer = new CommunityMessageWriter(_buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min + i));
            uint row = (uint)random.Next(1, 500);
            for (int varbind = 0; varbind < Varbinds; varbind++)
            {
                Oid name = Columns[varbind % 2].Append(row + ((uint)varbind / 2));
                writer.TryAddUnsigned(name.Encoded, SmiType.Counter64, (ulong)random.NextInt64() >> random.Next(8, 40));
            }
            writer.TryComplete(out int length);
            _responses[i] = _buffer[..length];
        }
    }

    [Benchmark(OperationsPerInvoke = Varbinds)]
    [AllocationLimit]
    [SpeedLimit]
    public ulong Read_varbind()
    {
        ReadOnlySpan<byte> datagram = _responses[_next++ % Responses];
        CommunityMessage.TryRead(datagram, out _, out _, out ReadOnlySpan<byte> body);
        PduReader.TryRead(body, out Pdu pdu);
        var sum = new SumValues();
        PduReader.ReadVarbinds(pdu.VarbindList, ref sum);
        return sum.Total;
    }

    [Benchmark]
    [AllocationLimit]
    public int Write_request()
    {
        var writer = new CommunityMessageWriter(_buffer, SnmpVersion.V2c, "public"u8, PduHeader.GetBulk(RequestIds.Min + (_next++ & 0xFFFF), 0, 25));
        writer.TryAdd(_left.Encoded);
        writer.TryAdd(_right.Encoded);
        writer.TryComplete(out int length);
        return length;
    }

    [Benchmark]
    [AllocationLimit]
    public int Compare_names() => Oid.Compare(_left.Encoded, _right.Encoded);

    private struct SumValues : IVarbindHandler
    {
        public ulong Total { get; private set; }

        public bool OnVarbind(in Varbind varbind)
        {
            varbind.Value.TryGetUInt64(out ulong value);
            Total += value + (uint)varbind.Name.Length;
            return true;
        }
    }
}
