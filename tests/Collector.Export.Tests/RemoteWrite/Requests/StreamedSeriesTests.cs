using System.Text;
using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Requests;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Requests;

/// <summary>What a stream brings goes out update by update, at the device's time where that can be.</summary>
public sealed class StreamedSeriesTests : IDisposable
{
    private const long T0 = 1_700_000_000_000;
    private const long Ns = 1_000_000;

    private readonly CollectorMeter _meter = new();
    private readonly KeptRequests _requests = new();
    private readonly RemoteWriteMetrics _metrics;
    private readonly SeriesEncoder _encoder;
    private readonly LiveSchema _schema = new("ifc", 0);
    private readonly LiveModule _module;
    private readonly SentTarget _sent;
    private readonly LiveTable _table;
    private readonly int _octets;
    private readonly int _state;

    public StreamedSeriesTests()
    {
        _metrics = new RemoteWriteMetrics("test", RemoteWriteInstruments.Durations(_meter), TimeProvider.System);
        _encoder = new SeriesEncoder(new RequestWriter(_requests, _metrics, 2000), LabelSet.Empty, new SeriesRules(RelabelRules.None), _metrics);
        var target = new FilledStore().Add("sw1", ["ifc"]);
        _sent = new SentTarget(new TargetSeries(target.Target, ["ifc"]) { Stream = new StreamHistory(["ifc"]) }, inherited: null);
        _module = new LiveModule(_schema, new ReaderEpochs()) { Updates = new LiveUpdates(batch => _sent.Send(_encoder, 0, _schema, batch)) };
        var place = _schema.AddTable();
        _octets = _schema.AddColumn(place, FilledStore.Counter("octets"));
        _state = _schema.AddColumn(place, new TextColumn(new MetricFamily("state", "", MetricType.Gauge), "state"));
        _table = _module.TableFor(place, LiveExpiry.Never);
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Each_update_goes_out_with_its_own_time()
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, T0 * Ns);
        _table.Set(_octets, row, 6, (T0 + 10) * Ns);
        _table.SetText(_state, row, "UP"u8, (T0 + 20) * Ns);

        Assert.Equal(["octets{instance=sw1,name=eth0} 5 @1700000000000", "octets{instance=sw1,name=eth0} 6 @1700000000010", "state{instance=sw1,name=eth0,state=UP} 1 @1700000000020"], Take(T0 + 50));
        Assert.Equal(0, _metrics.TimestampsClamped);
    }

    [Theory]
    [InlineData(315_360_000_000)] // a clock ten years ahead
    [InlineData(-3_600_000)]
    public void A_clock_that_is_wrong_harms_nobody(long off)
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, (T0 + off) * Ns);

        Assert.Equal(["octets{instance=sw1,name=eth0} 5 @1700000000000"], Take(T0));
        Assert.Equal(1, _metrics.TimestampsClamped);
    }

    [Fact]
    public void Updates_of_one_moment_are_a_millisecond_apart()
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, T0 * Ns);
        _table.Set(_octets, row, 6, T0 * Ns + 1);

        Assert.Equal(["octets{instance=sw1,name=eth0} 5 @1700000000000", "octets{instance=sw1,name=eth0} 6 @1700000000001"], Take(T0 + 5));
    }

    [Fact]
    public void What_is_deleted_ends_once()
    {
        var (row, other) = (AddRow("name=\"eth0\""), AddRow("name=\"eth1\""));
        _table.Set(_octets, row, 5, T0 * Ns);
        _table.SetText(_state, row, "UP"u8, T0 * Ns);
        _table.Set(_octets, other, 7, T0 * Ns);
        Take(T0);

        _table.Clear(_octets, row);
        Assert.Equal(["octets{instance=sw1,name=eth0} stale @1700000001000"], Take(T0 + 1000));
        _table.RemoveRow(row);
        Assert.Equal(["state{instance=sw1,name=eth0,state=UP} stale @1700000002000"], Take(T0 + 2000));
        Assert.Empty(Take(T0 + 3000));
    }

    [Fact]
    public void Another_text_ends_the_one_before()
    {
        var row = AddRow("name=\"eth0\"");
        _table.SetText(_state, row, "UP"u8, T0 * Ns);
        Take(T0);
        _table.SetText(_state, row, "DOWN"u8, (T0 + 10) * Ns);

        Assert.Equal(["state{instance=sw1,name=eth0,state=DOWN} 1 @1700000000010", "state{instance=sw1,name=eth0,state=UP} stale @1700000000010"], Take(T0 + 10));
    }

    [Fact]
    public void A_row_with_other_labels_goes_on_under_them_at_once()
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, T0 * Ns);
        Take(T0);
        _table.SetLabels(row, "name=\"eth0\",alias=\"uplink\""u8);

        Assert.Equal(["octets{instance=sw1,name=eth0} stale @1700000001000", "octets{alias=uplink,instance=sw1,name=eth0} 5 @1700000001000"], Take(T0 + 1000));
    }

    [Fact]
    public void What_the_device_does_not_repeat_is_repeated_after_a_minute()
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, T0 * Ns);
        Take(T0);
        _sent.Tick(_encoder, T0 + 30_000);
        Assert.Empty(Take(T0 + 30_000));
        _sent.Tick(_encoder, T0 + 61_000);

        Assert.Equal(["octets{instance=sw1,name=eth0} 5 @1700000061000"], Take(T0 + 61_000));
        _table.Set(_octets, row, 6, (T0 + 60_990) * Ns); // on its way meanwhile
        Assert.Equal(["octets{instance=sw1,name=eth0} 6 @1700000061001"], Take(T0 + 61_010));
    }

    [Fact]
    public void Columns_that_come_later_are_sent_too()
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, T0 * Ns);
        Take(T0);
        var errors = _schema.AddColumn(0, FilledStore.Counter("errors"));
        _table.Set(errors, row, 1, (T0 + 1) * Ns);

        Assert.Equal(["errors{instance=sw1,name=eth0} 1 @1700000000001"], Take(T0 + 1));
        _sent.End(_encoder, T0 + 2);
        Assert.Equal(2, Take(T0 + 2).Count());
    }

    [Fact]
    public void What_is_told_again_for_who_has_just_joined_is_sent_to_nobody_twice()
    {
        var audience = new LiveAudience();
        audience.Join();
        var late = new SentTarget(_sent.Series, inherited: null);
        var isLateThere = false;
        var module = new LiveModule(_schema, new ReaderEpochs())
        {
            Updates = new LiveUpdates(batch =>
            {
                _sent.Send(_encoder, 0, _schema, batch);
                if (isLateThere) late.Send(_encoder, 0, _schema, batch);
            }, audience),
        };
        var table = module.TableFor(0, LiveExpiry.Never);
        var (row, quiet) = (table.AddRow("name=\"eth0\""u8), table.AddRow("name=\"eth1\""u8));
        table.Set(_octets, row, 5, T0 * Ns);
        table.SetText(_state, quiet, "UP"u8, T0 * Ns);
        Assert.Equal(2, Take(T0, module).Count());

        isLateThere = true;
        table.Set(_octets, row, 6, (T0 + 1000) * Ns);
        Assert.Equal(["octets{instance=sw1,name=eth0} 6 @1700000001000"], Take(T0 + 1000, module)); // who came late does not know the row yet
        audience.Join();

        Assert.Equal(["octets{instance=sw1,name=eth0} 6 @1700000002000", "state{instance=sw1,name=eth1,state=UP} 1 @1700000002000"], Take(T0 + 2000, module));
        Assert.Empty(Take(T0 + 3000, module));
        Assert.Equal(0, _metrics.TimestampsClamped);
    }

    [Fact]
    public void While_nobody_listens_nothing_is_gathered()
    {
        var audience = new LiveAudience();
        var module = new LiveModule(_schema, new ReaderEpochs()) { Updates = new LiveUpdates(batch => _sent.Send(_encoder, 0, _schema, batch), audience) };
        var row = module.TableFor(0, LiveExpiry.Never).AddRow("name=\"eth0\""u8);
        module.TableAt(0)!.Set(_octets, row, 5, T0 * Ns);
        Assert.Empty(Take(T0, module));

        audience.Join();
        Assert.Equal(["octets{instance=sw1,name=eth0} 5 @1700000001000"], Take(T0 + 1000, module));
        audience.Leave();
        module.TableAt(0)!.Set(_octets, row, 6, (T0 + 2000) * Ns);
        Take(T0 + 2000, module);
        module.TableAt(0)!.Set(_octets, row, 7, (T0 + 3000) * Ns);
        Assert.Empty(Take(T0 + 3000, module));
    }

    [Fact]
    public void What_streams_ends_and_begins_at_once_when_the_rules_of_the_endpoint_change()
    {
        var row = AddRow("name=\"eth0\"");
        _table.Set(_octets, row, 5, T0 * Ns);
        _table.SetText(_state, row, "UP"u8, T0 * Ns);
        Take(T0);
        var changed = new SeriesEncoder(_encoder.Writer, LabelSet.Empty, new SeriesRules(WrittenRules.Of("{ source_labels: [__name__], regex: state, action: drop }")), _metrics);

        _sent.Change(_encoder, changed, T0 + 1000);
        Assert.Equal(["octets{instance=sw1,name=eth0} 5 @1700000001000"], Take(T0 + 1000)); // under its own labels it goes on
        _sent.Tick(changed, T0 + 2000);

        Assert.Equal(["state{instance=sw1,name=eth0,state=UP} stale @1700000002000"], Take(T0 + 2000));
    }

    private int AddRow(string labels) => _table.AddRow(Encoding.UTF8.GetBytes(labels));

    private IEnumerable<string> Take(long receivedMs) => Take(receivedMs, _module);

    private IEnumerable<string> Take(long receivedMs, LiveModule module)
    {
        module.Updates!.Received(receivedMs * Ns);
        module.Updates.Flush();
        module.TellAll();
        _encoder.Writer.Seal();
        return [.. _requests.Take().Select(sample => sample.ToString())];
    }
}
