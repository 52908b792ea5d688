using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Store;
using Collector.Pipeline.Targets;
using Collector.Snmp.Mapping;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Snmp.Polling.Packing;
using Collector.Snmp.Security;

namespace Collector.Benchmarks.Snmp.Mapping;

/// <summary>Columns side by side: choosing and writing a request that fills a frame, and taking its reply to the cells. The figures are for a varbind of the reply.</summary>
[MemoryDiagnoser]
public class PackedBenchmark
{
    private const int Room = 1394; // of an Ethernet frame, what varbinds may have
    private const int Varbinds = 60; // three columns of 20 rows

    private readonly SnapshotPool _pool = new(new ReaderEpochs());
    private readonly ColumnPool _columns = new();
    private readonly RequestNames _names = new();
    private readonly CommunitySecurity _security = new(SnmpVersion.V2c, Secret.From("public"));
    private readonly byte[] _request = new byte[1472];
    private readonly ModuleState _state = new(PackedTarget.Plan(), LabelSet.Empty);
    private byte[] _reply = [];
    private int[] _asked = [];

    /// <summary>Leaves a target in the midst of a poll whose rows are known.</summary>
    [GlobalSetup]
    public void Poll()
    {
        foreach (var mapped in _state.Plan.Objects.Objects)
        {
            _columns.Add(new ColumnPart
            {
                Object = mapped, Table = _state.Tables[mapped.Table], From = RowIndex.None, Row = RowIndex.None, Until = RowIndex.None, Left = PackedTarget.Rows + 1, Octets = 23,
            });
        }

        var repetitions = _columns.Take(0, Room, 25);
        _asked = _columns.AskedBy(0).ToArray();
        if (repetitions * _asked.Length != Varbinds) throw new InvalidOperationException($"{repetitions} rows of {_asked.Length} columns are not what the figures are for.");
        _reply = Reply(repetitions);
        Return(_asked);
        _state.BeginPoll(_pool);
        if (Map_a_reply() != Varbinds) throw new InvalidOperationException("The reply does not fit the module.");
    }

    [Benchmark(OperationsPerInvoke = Varbinds)]
    [AllocationLimit]
    public int Choose_and_write_a_request()
    {
        var repetitions = _columns.Take(0, Room, 25);
        var asked = _columns.AskedBy(0);
        _names.Clear();
        foreach (var index in asked)
        {
            ref var part = ref _columns.Parts[index];
            _names.Add(part.Object.Prefix, part.Table.Rows.Key(part.Table.Rows.First));
        }

        _security.TryWrite(_request, RequestIds.Min, RequestPdu.GetBulk(_names, repetitions), out var length);
        Return(asked);
        return length;
    }

    [Benchmark(OperationsPerInvoke = Varbinds)]
    [AllocationLimit]
    public int Map_a_reply()
    {
        var mapper = new ColumnsMapper(_state, _pool, _columns.Parts, _asked, 1);
        PduReader.ReadVarbinds(InterfaceReplies.VarbindsOf(_reply), ref mapper);
        return mapper.Taken;
    }

    private byte[] Reply(int repetitions)
    {
        var buffer = new byte[1500];
        var writer = new CommunityMessageWriter(buffer, SnmpVersion.V2c, "public"u8, PduHeader.Response(RequestIds.Min));
        for (uint row = 1; row <= repetitions; row++)
        {
            foreach (var index in _asked) writer.TryAddUnsigned(_columns.Parts[index].Object.Name.Append(row).Encoded, SmiType.Counter64, 300_000_000_000UL + row);
        }

        writer.TryComplete(out var length);
        return buffer[..length];
    }

    private void Return(ReadOnlySpan<int> asked)
    {
        Span<int> parts = stackalloc int[asked.Length];
        asked.CopyTo(parts); // it is valid until the next call
        foreach (var index in parts) _columns.Return(index, isOver: false, WalkEnd.Complete);
    }
}
