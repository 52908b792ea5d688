using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Snappy;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Puts series into a request of remote write 1.0, and full requests, compressed, into the shard's buffer. Next: <see cref="ISendBuffer"/>.</summary>
/// <remarks>
/// One thread. The request is protobuf from the beginning: <c>WriteRequest.timeseries = 1</c> with <c>labels = 1</c> and <c>samples = 2</c>, each with <c>value = 1</c> and
/// <c>timestamp = 2</c>. A sample costs some copies, and allocates nothing.
/// </remarks>
internal sealed class RequestWriter(ISendBuffer buffer, RemoteWriteMetrics metrics, int maxSamples)
{
    /// <summary>What a receiver shows as the end of a series; another NaN is only a value.</summary>
    public const ulong StaleMarker = 0x7ff0_0000_0000_0002;

    private const ulong PlainNaN = 0x7ff8_0000_0000_0001;
    private const int MaxBytes = 4 << 20; // uncompressed; with labels of 200 bytes a request of 2,000 samples has a tenth of it
    private const byte SeriesTag = 1 << 3 | 2;
    private const byte SampleTag = 2 << 3 | 2;
    private const byte ValueTag = 1 << 3 | 1;
    private const byte TimeTag = 2 << 3;

    private readonly SnappyEncoder _snappy = new();
    private readonly List<TargetSpan> _targets = [];
    private byte[] _request = new byte[64 * 1024];
    private byte[] _compressed = [];
    private int _length;
    private int _samples;
    private int _ofTarget;
    private string _target = "";
    private TimeSpread _times = TimeSpread.None;
    private TimeSpread _targetTimes = TimeSpread.None;

    /// <summary>The most that a request has.</summary>
    public int MaxSamples { get; set; } = maxSamples;

    /// <summary>Samples in the request that is being written.</summary>
    public int Samples => _samples;

    /// <summary>From now on all samples are of this target.</summary>
    public void Begin(string target)
    {
        EndTarget();
        _target = target;
    }

    /// <summary>Ends the request if so many samples more do not fit into it, so that what belongs together stays together.</summary>
    public void MakeRoomFor(int samples)
    {
        if (_samples > 0 && _samples + samples > MaxSamples) Seal();
    }

    /// <summary>Adds a sample with its series, whose labels are in pieces.</summary>
    /// <param name="first">Encoded labels.</param>
    /// <param name="second">Those that follow.</param>
    /// <param name="third">Those that follow.</param>
    /// <param name="unixMs">The sample's time.</param>
    /// <param name="bits">The bits of its value.</param>
    public void Add(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, long unixMs, ulong bits)
    {
        var labels = first.Length + second.Length + third.Length;
        if (_samples >= MaxSamples || (_samples > 0 && _length + labels > MaxBytes)) Seal();
        var room = Room(labels + 64);
        var timeLength = Varint.Length((ulong)unixMs);
        var series = labels + 2 + 10 + timeLength; // a sample is shorter than 128 bytes
        room[0] = SeriesTag;
        var at = 1 + Varint.Write((uint)series, room[1..]);
        first.CopyTo(room[at..]);
        at += first.Length;
        second.CopyTo(room[at..]);
        at += second.Length;
        third.CopyTo(room[at..]);
        at += third.Length;
        room[at] = SampleTag;
        room[at + 1] = (byte)(10 + timeLength);
        room[at + 2] = ValueTag;
        BinaryPrimitives.WriteUInt64LittleEndian(room[(at + 3)..], bits);
        room[at + 11] = TimeTag;
        at += 12;
        at += Varint.Write((ulong)unixMs, room[at..]);
        _length += at;
        _samples++;
        _ofTarget++;
        _targetTimes.Add(unixMs);
    }

    /// <summary>The bits of a value: a device's NaN must not end a series.</summary>
    public static ulong BitsOf(double value) => double.IsNaN(value) ? PlainNaN : BitConverter.DoubleToUInt64Bits(value);

    /// <summary>Ends the request, if there is anything in it.</summary>
    public void Seal()
    {
        if (_samples == 0) return;
        EndTarget();
        var longest = SnappyEncoder.MaxLength(_length);
        if (_compressed.Length < longest) _compressed = new byte[longest];
        var length = _snappy.Encode(_request.AsSpan(0, _length), _compressed);
        metrics.Encoded(_samples, _length, _times.Newest);
        buffer.Append(_compressed.AsSpan(0, length), new RequestSummary(_samples, _times.Oldest, _times.Newest), CollectionsMarshal.AsSpan(_targets));
        _targets.Clear();
        (_length, _samples, _times) = (0, 0, TimeSpread.None);
    }

    private void EndTarget()
    {
        if (_ofTarget == 0) return;
        _targets.Add(new TargetSpan(_target, _ofTarget, _targetTimes.Oldest, _targetTimes.Newest));
        _times.Add(_targetTimes.Oldest);
        _times.Add(_targetTimes.Newest);
        (_ofTarget, _targetTimes) = (0, TimeSpread.None);
    }

    private Span<byte> Room(int length)
    {
        if (_request.Length - _length < length) Array.Resize(ref _request, Math.Max(2 * _request.Length, _length + length));
        return _request.AsSpan(_length);
    }
}
