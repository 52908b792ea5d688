using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Sending;
using Collector.Testing;

namespace Collector.Export.Tests.RemoteWrite.Sending;

public sealed class LossLedgerTests
{
    private readonly ManualTime _time = new();
    private readonly RecordingLogger<LossLedger> _log = new();

    [Fact]
    public void A_thousand_requests_are_one_line_that_names_targets_and_minutes()
    {
        using var ledger = new LossLedger("test", _time, _log);
        var began = _time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 1000; i++)
        {
            var at = began + (i * 1000);
            ledger.Add(SampleDrop.BufferFull, new RequestSummary(3, at, at + 500), [new TargetSpan("core-1", 2, at, at + 500), new TargetSpan($"edge-{i % 20}", 1, at, at)]);
        }

        Assert.Empty(_log.Entries);
        _time.Advance(LossLedger.Stretch);
        var line = Assert.Single(_log.Entries);
        Assert.StartsWith(
            "Error: Remote write test: 3000 samples from 2026-01-01T00:00:00.0000000+00:00 to 2026-01-01T00:16:39.5000000+00:00 are lost (BufferFull): "
            + "core-1 (2000 from 00:00:00Z to 00:16:39Z), edge-0 (50 from 00:00:00Z to 00:16:20Z), ", line, StringComparison.Ordinal);
        Assert.EndsWith(" and 11 more targets", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_reason_has_its_line_and_what_comes_later_another_one()
    {
        var ledger = new LossLedger("test", _time, _log);
        ledger.Add(SampleDrop.Damaged, new RequestSummary(3, 1000, 2000), []);
        ledger.Add(SampleDrop.TooOld, new RequestSummary(1, 1000, 1000), [new TargetSpan("a", 1, 1000, 1000)]);
        _time.Advance(LossLedger.Stretch);
        Assert.Equal(2, _log.Entries.Count);
        Assert.Contains(_log.Entries, entry => entry.EndsWith("are lost (Damaged): targets unknown", StringComparison.Ordinal));
        ledger.Add(SampleDrop.Shutdown, new RequestSummary(1, 1000, 1000), [new TargetSpan("a", 1, 1000, 1000)]);
        ledger.Dispose(); // the end waits for nothing
        Assert.Equal(3, _log.Entries.Count);
    }
}
