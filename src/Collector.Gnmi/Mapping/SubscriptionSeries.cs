using System.Buffers;
using System.Runtime.CompilerServices;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Json;
using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Mapping.Wire;
using Collector.Gnmi.Sessions;
using Collector.Pipeline.Store.Live;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;

namespace Collector.Gnmi.Mapping;

/// <summary>Applies what one subscription of one target sends, straight from the bytes of the wire to the cells of live tables. Next: Collector.Pipeline, LiveModule.</summary>
/// <remarks>
/// <para>One caller at a time. In steady state an update is a comparison of bytes and a store, and nothing is allocated.</para>
/// <para>gNMI specification 2.1: within a notification deletes come before updates, wherever they stand on the wire, and of two updates of one path the last one counts.</para>
/// </remarks>
internal sealed class SubscriptionSeries : ISubscriptionSink
{
    private const int UpdatesPerWrite = 256; // readers get in between
    private const int MostUpdates = 1_000_000; // of one notification

    private readonly bool _confirms;
    private readonly LiveModule _module;
    private readonly SubscriptionHistory _history;
    private readonly SeriesTree _tree;
    private readonly AtomicContainers _atomic = new();
    private readonly PathPattern _pattern = new();
    private readonly JsonLeaves _json;
    private readonly JsonSuffix _suffix = new();
    private readonly EntryWatch _entries;
    private readonly ArrayBufferWriter<byte> _listName = new(64); // a copy: binding leaves reads other paths
    private readonly LeafListReader _list = new();
    private long _duplicates;

    /// <param name="plan">Of the subscription.</param>
    /// <param name="module">What readers see.</param>
    /// <param name="dataLabels">The labels that the target puts on all its series.</param>
    /// <param name="texts">Values that are labels of other rows, of all subscriptions of the target.</param>
    /// <param name="history">Gets the counts.</param>
    /// <param name="limits">What the device may make us keep.</param>
    public SubscriptionSeries(SubscriptionPlan plan, LiveModule module, LabelSet dataLabels, JoinedTexts texts, SubscriptionHistory history, StreamLimits limits)
    {
        (_confirms, _module, _history) = (!plan.Options.UpdatesOnly, module, history);
        _json = new JsonLeaves(plan.ListKeys);
        _entries = new EntryWatch(history);
        _tree = new SeriesTree(plan, module, new RowBlocks(plan, dataLabels, texts), history, limits);
    }

    /// <summary>Bytes held for finding cells, the tables apart.</summary>
    public long Bytes => _tree.Bytes;

    /// <inheritdoc/>
    public void BeginCall() => Write(static self => self._tree.BeginCall());

    /// <inheritdoc/>
    public void Sweep()
    {
        // A device that is asked for updates only confirms nothing: what it had at the beginning of the call it does not say.
        if (!_confirms) return;
        Write(static self => self._tree.Sweep());
    }

    /// <inheritdoc/>
    public void Clear() => Write(static self =>
    {
        self._atomic.Clear();
        self._tree.Clear();
    });

    /// <inheritdoc/>
    public void EndBurst(long nowUnixNs)
    {
        if (_module.Updates is not { } updates) return;
        updates.Received(nowUnixNs);
        updates.Flush();
        _module.TellAll();
    }

    /// <inheritdoc/>
    public void Expire(long nowUnixNs)
    {
        _module.BeginWrite();
        _tree.Expire(nowUnixNs);
        _tree.RefreshLabels();
        _module.EndWrite();
        _history.HasSeries(_tree.Series);
    }

    /// <inheritdoc/>
    public ResponseKind Apply(ReadOnlySpan<byte> response, long nowUnixNs)
    {
        _module.Updates?.Received(nowUnixNs);
        var kind = ResponseKind.Nothing;
        var reader = new WireReader(response);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case Fields.Response.Update:
                    kind = ApplyNotification(reader.ReadBytes(), nowUnixNs) ? ResponseKind.Notification : ResponseKind.Malformed;
                    break;
                case Fields.Response.SyncResponse:
                    if (reader.ReadVarint() != 0) kind = Synced();
                    break;
                case Fields.Response.Error:
                    reader.ReadBytes();
                    kind = ResponseKind.Error;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }

            if (kind == ResponseKind.Malformed) return kind;
        }

        if (!reader.IsBroken) return kind;
        _history.CountDecodeError(DecodeErrorKind.Message);
        return ResponseKind.Malformed;
    }

    private ResponseKind Synced()
    {
        Sweep();
        return ResponseKind.Sync;
    }

    private bool ApplyNotification(ReadOnlySpan<byte> message, long nowUnixNs)
    {
        if (!NotificationReader.TryRead(message, out var notification))
        {
            _history.CountDecodeError(DecodeErrorKind.Message);
            return false;
        }

        if (notification.Updates > MostUpdates)
        {
            _history.CountDecodeError(DecodeErrorKind.Limit);
            return true;
        }

        var timeNs = DeviceClock.Judge(notification.Timestamp, nowUnixNs, _history);
        _duplicates = 0;
        var isWhole = true;
        _module.BeginWrite();
        try
        {
            if (notification.IsAtomic) isWhole &= Replace(notification.Prefix, timeNs);
            if (notification.Deletes > 0) isWhole &= Delete(notification, timeNs);
            if (notification.Updates > 0) isWhole &= Update(notification, timeNs);
            _tree.RefreshLabels();
        }
        finally
        {
            _module.EndWrite();
        }

        _history.CountNotification(notification.Updates, notification.Deletes, _duplicates);
        _history.HasSeries(_tree.Series);
        if (timeNs == notification.Timestamp) _history.IngestDelay.Record(nowUnixNs - timeNs);
        if (!isWhole) _history.CountDecodeError(DecodeErrorKind.Message);
        return isWhole;
    }

    // What an atomic notification does not say is not there any more.
    private bool Replace(ReadOnlySpan<byte> prefix, long timeNs)
    {
        if (!TryReadPattern(prefix, default)) return false;
        _tree.Delete(_pattern, timeNs);
        _atomic.Add(_pattern.Path, prefix);
        return true;
    }

    private bool Delete(in NotificationReader notification, long timeNs)
    {
        var isWhole = true;
        var fields = notification.Fields;
        while (fields.TryReadNext(Fields.Notification.Delete, out var path))
        {
            if (!TryReadPattern(notification.Prefix, path))
            {
                isWhole = false;
                continue;
            }

            if (!_atomic.IsEmpty && _atomic.TryFindAround(_pattern.Path, out var whole))
            {
                TryReadPattern(whole, default);
                _atomic.RemoveAround(_pattern.Path);
            }

            _tree.Delete(_pattern, timeNs);
        }

        return isWhole;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // the loop that most of the time is spent in has the registers to itself
    private bool Update(in NotificationReader notification, long timeNs)
    {
        var isWhole = true;
        var prefix = _tree.Prefix(notification.Prefix);
        var endsAtomic = !_atomic.IsEmpty && !notification.IsAtomic;
        var fields = notification.Fields;
        for (var count = 1; fields.TryReadNext(Fields.Notification.Update, out var update); count++)
        {
            if (!_tree.TryReplaceNext(prefix, update, timeNs)) isWhole &= Apply(prefix, update, timeNs);
            if (endsAtomic && TryReadPattern(notification.Prefix, UpdateMessage.PathOf(update))) _atomic.RemoveAround(_pattern.Path);
            if (count % UpdatesPerWrite == 0) _module.Pulse();
        }

        return isWhole;
    }

    private bool Apply(int prefix, ReadOnlySpan<byte> message, long timeNs)
    {
        if (!UpdateMessage.TryRead(message, out var update)) return false;
        _duplicates += update.Duplicates;
        var outcome = update.HasOldValue ? TypedValueReader.ReadOld(update.Value, out var value, out var bytes, out var why) : TypedValueReader.Read(update.Value, out value, out bytes, out why);
        switch (outcome)
        {
            case TypedValueReader.Outcome.Value:
                if (_tree.Find(prefix, update.Path) is var bound && bound != Bindings.None) _tree.Set(bound, value, timeNs);
                return true;
            case TypedValueReader.Outcome.Json or TypedValueReader.Outcome.JsonIetf:
                ApplyJson(prefix, update.Path, bytes, outcome == TypedValueReader.Outcome.JsonIetf, timeNs);
                return true;
            case TypedValueReader.Outcome.LeafList:
                ApplyList(prefix, update.Path, bytes, timeNs);
                return true;
            case TypedValueReader.Outcome.Broken:
                return false;
            default:
                _history.CountUnsupportedValue(why);
                return true;
        }
    }

    private void ApplyJson(int prefix, ReadOnlySpan<byte> path, ReadOnlySpan<byte> json, bool isIetf, long timeNs)
    {
        switch (JsonScalarBinder.IsOne(json) ? WalkScalar(prefix, path, json, isIetf, timeNs) : Walk(prefix, path, json, isIetf, timeNs))
        {
            case JsonOutcome.Walked:
                return;
            case JsonOutcome.Broken:
                _history.CountDecodeError(DecodeErrorKind.Json);
                return;
            default:
                _history.CountDecodeError(DecodeErrorKind.Limit);
                return;
        }
    }

    private JsonOutcome WalkScalar(int prefix, ReadOnlySpan<byte> path, ReadOnlySpan<byte> json, bool isIetf, long timeNs)
    {
        var binder = new JsonScalarBinder(_tree, prefix, path, timeNs);
        return _json.Walk(json, isIetf, default, ref binder);
    }

    private JsonOutcome Walk(int prefix, ReadOnlySpan<byte> path, ReadOnlySpan<byte> json, bool isIetf, long timeNs)
    {
        _suffix.Clear();
        _entries.Begin();
        _listName.ResetWrittenCount();
        _listName.Write(_tree.LastName(prefix, path));
        var binder = new JsonBinder(_tree, _tree.Below(prefix, path), _suffix, _entries, timeNs);
        return _json.Walk(json, isIetf, _listName.WrittenSpan, ref binder);
    }

    private void ApplyList(int prefix, ReadOnlySpan<byte> path, ReadOnlySpan<byte> list, long timeNs)
    {
        var value = _list.Read(list);
        if (_tree.Find(prefix, path) is var bound && bound != Bindings.None) _tree.Set(bound, value, timeNs);
    }

    private bool TryReadPattern(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> path)
    {
        _pattern.Path.Clear();
        return _pattern.Path.Append(prefix) && _pattern.Path.Append(path);
    }

    private void Write(Action<SubscriptionSeries> change)
    {
        _module.BeginWrite();
        change(this);
        _tree.RefreshLabels();
        _module.EndWrite();
        _history.HasSeries(_tree.Series);
    }
}
