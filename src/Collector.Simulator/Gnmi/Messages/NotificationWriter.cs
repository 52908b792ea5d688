using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Writes notifications, each as a SubscribeResponse of its own, or as many as wanted in one GetResponse. One thread.</summary>
internal sealed class NotificationWriter : IDisposable
{
    // SubscribeResponse.update and GetResponse.notification have the same number.
    private const int Field = SubscribeResponse.UpdateFieldNumber;

    private readonly JsonValueWriter _json = new();
    private readonly ValueWriter _values;
    private int _start;

    public NotificationWriter() => _values = new ValueWriter(_json);

    public ResponseBatch Batch { get; } = new();

    /// <summary>All notifications go into one message, which <see cref="EndJoined"/> ends.</summary>
    public bool IsJoining { get; set; }

    private ProtoBuffer Into => Batch.Buffer;

    /// <summary>Octets of the notification so far.</summary>
    public int Length => Into.Length - _start;

    /// <param name="timestampNs">As the device says it.</param>
    /// <param name="prefix">Fields of the prefix; none is sent when there are none.</param>
    public void Begin(long timestampNs, ReadOnlySpan<byte> prefix)
    {
        Batch.Begin();
        _start = Into.Begin(Field);
        Into.Number(Notification.TimestampFieldNumber, (ulong)timestampNs);
        if (prefix.Length > 0) Into.Octets(Notification.PrefixFieldNumber, prefix);
    }

    public void Update(ReadOnlySpan<byte> steps, ModelLeaf leaf, in LeafValue value, Encoding encoding, PathForm form, uint duplicates = 0)
    {
        var update = Into.Begin(Notification.UpdateFieldNumber);
        var path = Into.Begin(Collector.Gnmi.Protocol.Update.PathFieldNumber);
        Into.Raw(steps);
        PathWriter.WriteLeaf(Into, leaf, form);
        Into.End(path);
        var val = Into.Begin(Collector.Gnmi.Protocol.Update.ValFieldNumber);
        _values.Write(Into, encoding, leaf, value);
        Into.End(val);
        EndUpdate(update, duplicates);
    }

    /// <summary>An update whose value is an object of leaves.</summary>
    public void Object(ReadOnlySpan<byte> steps, IReadOnlyList<(ModelLeaf Leaf, LeafValue Value)> leaves, Encoding encoding, uint duplicates = 0)
    {
        var (update, json) = BeginJson(steps, encoding);
        _json.WriteObject(Into, leaves, encoding == Encoding.JsonIetf);
        EndJson(update, json, duplicates);
    }

    /// <summary>An update whose value is a tree.</summary>
    public void Tree(ReadOnlySpan<byte> steps, JsonTree tree, Encoding encoding)
    {
        var (update, json) = BeginJson(steps, encoding);
        _json.WriteTree(Into, tree, encoding == Encoding.JsonIetf);
        EndJson(update, json, 0);
    }

    /// <param name="steps">Fields of the path.</param>
    public void Delete(ReadOnlySpan<byte> steps) => Into.Octets(Notification.DeleteFieldNumber, steps);

    public void End(bool isAtomic = false)
    {
        if (isAtomic) Into.Number(Notification.AtomicFieldNumber, 1);
        Into.End(_start);
        if (!IsJoining) Batch.End();
    }

    public void EndJoined()
    {
        Batch.Begin();
        Batch.End();
        IsJoining = false;
    }

    public void Sync()
    {
        Batch.Begin();
        Into.Number(SubscribeResponse.SyncResponseFieldNumber, 1);
        Batch.End();
    }

    public void Dispose() => _json.Dispose();

    private (int Update, (int Value, int Json) Json) BeginJson(ReadOnlySpan<byte> steps, Encoding encoding)
    {
        var update = Into.Begin(Notification.UpdateFieldNumber);
        Into.Octets(Collector.Gnmi.Protocol.Update.PathFieldNumber, steps);
        var val = Into.Begin(Collector.Gnmi.Protocol.Update.ValFieldNumber);
        return (update, (val, Into.Begin(encoding == Encoding.Json ? TypedValue.JsonValFieldNumber : TypedValue.JsonIetfValFieldNumber)));
    }

    private void EndJson(int update, (int Value, int Json) json, uint duplicates)
    {
        Into.End(json.Json);
        Into.End(json.Value);
        EndUpdate(update, duplicates);
    }

    private void EndUpdate(int update, uint duplicates)
    {
        if (duplicates > 0) Into.Number(Collector.Gnmi.Protocol.Update.DuplicatesFieldNumber, duplicates);
        Into.End(update);
    }
}
