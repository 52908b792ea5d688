using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Numerics;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Lines;
using Collector.Export.Exposition.Output;
using Collector.Export.Exposition.PerTarget;
using Collector.Pipeline.Concurrency;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Samples;

namespace Collector.Export.Instruments;

/// <summary>The collector's own metrics as a section of a page: everything that its meter has, asked when a page is written.</summary>
/// <remarks>Any thread. When two pages are written at the same time the second shows what the first one was told: nobody waits.</remarks>
public sealed class MeterPage : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, InstrumentFamily> _families = new(StringComparer.Ordinal);
    private readonly Meter _meter;
    private readonly Lock _asking = new();
    private readonly Published<byte[]?>[] _newest = [new(null), new(null)]; // by format
    private readonly PageBuffer _buffer = new();
    private readonly Counter<long> _failed;

    public MeterPage(CollectorMeter collector)
    {
        _meter = collector.Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter && FamilyFor(instrument) is { } family) listener.EnableMeasurementEvents(instrument, family);
        };
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
        _failed = _meter.CreateCounter<long>("collector.instruments.failed", null, "Times that one of the collector's own metrics could not be read.");
        _failed.Add(0);
    }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_asking) _buffer.Dispose();
    }

    /// <summary>The section, families sorted by name.</summary>
    internal ReadOnlySpan<byte> Write(ExpositionFormat format)
    {
        var newest = _newest[(int)format];
        if (_asking.TryEnter()) return AskAndExit(format);
        if (newest.Value is { } known) return known;
        _asking.Enter(); // only for the very first pages
        return AskAndExit(format);
    }

    private byte[] AskAndExit(ExpositionFormat format)
    {
        try
        {
            foreach (var family in _families.Values.Where(family => family.IsObserved)) family.Forget();
            Ask();
            _buffer.Truncate(0);
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) family.Write(_buffer, format);
            var section = _buffer.Written.ToArray();
            _newest[(int)format].Publish(section);
            return section;
        }
        finally
        {
            _asking.Exit();
        }
    }

    // One instrument that throws is our bug, but its series are missing then, not the page.
    private void Ask()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException failures)
        {
            _failed.Add(failures.InnerExceptions.Count);
        }
    }

    private void Listen<T>()
        where T : struct, INumber<T> =>
        _listener.SetMeasurementEventCallback<T>(static (_, value, tags, family) => ((InstrumentFamily)family!).Measure(double.CreateChecked(value), tags));

    // Null for a name that the page has already: two instruments of one name would be our bug, but never a broken page.
    private InstrumentFamily? FamilyFor(Instrument instrument)
    {
        var family = Make(instrument);
        return !TargetFamilies.Names.Contains(family.Name) && _families.TryAdd(family.Name, family) ? family : null;
    }

    private static InstrumentFamily Make(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        var help = instrument.Description ?? "";
        if (kind == typeof(Histogram<>))
        {
            var name = InstrumentName.Of(instrument, isCounter: false);
            return new HistogramFamily(name, FamilyHeader.Histogram(name, help), (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? HistogramFamily.DefaultBounds);
        }

        var isCounter = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>);
        var exposed = InstrumentName.Of(instrument, isCounter);
        var adds = kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>);
        return new NumberFamily(exposed, new FamilyHeader(exposed, help, isCounter ? MetricType.Counter : MetricType.Gauge), instrument.IsObservable, adds);
    }
}
