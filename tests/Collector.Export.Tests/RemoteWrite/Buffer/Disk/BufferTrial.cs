using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Buffer.Disk;
using Collector.Export.RemoteWrite.Buffer.Disk.Format;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>A buffer that lives through anything, beside a list that says what should be in it.</summary>
internal sealed class BufferTrial
{
    private static readonly DiskBufferOptions Small = new() { MaxBytes = 1 << 20, MaxMemoryBytes = 16 << 10, MaxAge = TimeSpan.FromHours(1) };

    private readonly Random _random;
    public ToldLosses Losses { get; } = new();
    private readonly List<Request> _requests = [];
    private ManualTime _time = new();
    private DiskBuffer _buffer;
    private Request? _lent;
    private int _newestDelivered = -1; // of this run
    private bool _wasCut;

    public BufferTrial(int seed, DiskBufferOptions? options = null)
    {
        (_random, Options) = (new Random(seed), options ?? Small);
        _buffer = Open();
    }

    public DiskBufferOptions Options { get; }

    public SimulatedFolder Folder { get; } = new();

    /// <summary>Bytes that were changed in segments.</summary>
    public int Corrupted { get; private set; }

    public void Append(int size)
    {
        var body = new byte[8 + size];
        _random.NextBytes(body);
        BitConverter.TryWriteBytes(body, _requests.Count);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var request = new Request(_requests.Count, 1 + (size % 50), now, body);
        _requests.Add(request);
        _buffer.Append(body, new RequestSummary(request.Samples, now, now), [new TargetSpan(request.Instance, request.Samples, now, now)]);
        // While the disk fails, what is new is in memory; when it works again, everything is on it.
        if (_buffer.Health.IsFailing(DiskOperation.Write)) request.IsInMemory = true;
        else _requests.ForEach(each => each.IsInMemory = false);
    }

    /// <summary>Reads so many requests and acknowledges them.</summary>
    /// <returns>Whether there were as many.</returns>
    public bool Deliver(int count)
    {
        for (; count > 0; count--)
        {
            if (!Peek()) return false;
            _lent!.IsDelivered = _lent.IsUncommitted = true;
            _buffer.Acknowledge(_buffer.TryPeek(out var again) ? again.Id : -1);
            Assert.True(_lent.Index > _newestDelivered, "in order");
            _newestDelivered = _lent.Index;
            _lent = null;
        }

        return true;
    }

    public bool Peek()
    {
        if (!_buffer.TryPeek(out var oldest)) return false;
        var request = _requests[BitConverter.ToInt32(oldest.Body.Span)];
        Assert.True(oldest.Body.Span.SequenceEqual(request.Body));
        Assert.Equal(request.Samples, oldest.Summary.Samples);
        Assert.True(_lent is null || _lent == request, "the same until it is acknowledged");
        if (_lent is null) request.WasLentFromMemory = request.IsInMemory;
        _lent = request;
        return true;
    }

    /// <summary>The clock of the buffer strikes.</summary>
    public void Wait(TimeSpan time)
    {
        _time.Advance(time);
        if (!_buffer.Health.IsFailing(DiskOperation.Position)) Commit();
    }

    public void Corrupt()
    {
        var file = Folder.Corrupt(_random);
        if (file is null) return;
        Corrupted++;
        if (file == ReadPosition.FileName)
        {
            _requests.ForEach(each => each.MayComeTwice = true);
            // That the sender had not acknowledged it stood in that file alone, if its segment has been dropped since.
            if (_lent is { } lent) lent.MayBeUncounted = true;
        }
        else if (_requests.LastOrDefault(request => !request.IsInMemory) is { IsFlushed: false } last)
        {
            last.MayBeUncounted = true; // until a flush its own head alone says that it is there
        }
    }

    /// <summary>kill -9: what was written is there, what was in memory is not.</summary>
    public void Kill()
    {
        Forget(request => request.IsInMemory);
        Reopen();
    }

    public void CutPower()
    {
        Forget(request => !request.IsFlushed || request.IsInMemory);
        Folder.CutPower(_random);
        _wasCut = true;
        Reopen();
    }

    public void Close()
    {
        _buffer.Dispose();
        Reopen();
    }

    /// <summary>Gives the disk room again, and delivers all that is left.</summary>
    public void Finish()
    {
        Folder.Capacity = long.MaxValue;
        Wait(LogWriter.Pause + TimeSpan.FromSeconds(2));
        for (var more = true; more; more = _buffer.Level.Requests > 0)
        {
            Deliver(int.MaxValue);
            Wait(TimeSpan.FromSeconds(1));
        }

        _buffer.Dispose();
        Reopen();
        Assert.Equal(default, _buffer.Level with { Bytes = 0 });
        Assert.Equal(_buffer.LastRun, _buffer.LastRun with { EndedInOrder = true });
        Assert.True(Folder.Bytes <= Options.SegmentBytes + 10_000, "what was sent is deleted");
        CheckLosses();
    }

    /// <summary>Each request was delivered, or is told as lost; what is only counted adds up to what is missing.</summary>
    private void CheckLosses()
    {
        var named = Losses.All.SelectMany(loss => loss.Targets).GroupBy(target => target.Instance).ToDictionary(group => group.Key, group => group.Count());
        foreach (var request in _requests)
        {
            request.IsNamed = named.ContainsKey(request.Instance);
            if (!request.MayComeTwice && !request.MayBeGone) Assert.True(named.GetValueOrDefault(request.Instance) + (request.IsDelivered ? 1 : 0) <= 1, $"{request} is delivered and lost: {string.Join(", ", Losses.All)}");
        }

        var counted = Losses.All.Where(loss => loss.Targets.Count == 0).Sum(loss => (long)loss.Summary.Samples);
        var missing = _requests.Where(request => !request.IsDelivered && !request.IsNamed).ToArray();
        Assert.InRange(
            counted,
            missing.Where(request => !request.MayBeGone && !request.MayBeUncounted).Sum(request => request.Samples),
            missing.Sum(request => request.Samples) + _requests.Where(request => request.MayComeTwice).Sum(request => request.Samples));
        var damaged = Losses.All.Count(loss => loss is { Reason: SampleDrop.Damaged, Targets.Count: > 0 });
        if (!_wasCut && !_requests.Any(request => request.MayBeGone || request is { MayComeTwice: true, IsDelivered: false })) Assert.True(damaged <= Corrupted, $"one byte, one request: {string.Join(", ", Losses.All)}");
        Assert.All(Losses.All.Where(loss => loss.Reason == SampleDrop.TooOld), loss => Assert.True(loss.Summary.NewestUnixMs < (_time.GetUtcNow() - Options.MaxAge).ToUnixTimeMilliseconds()));
    }

    private DiskBuffer Open() => DiskBuffer.Open(Folder, Options, Losses, _time, NullLogger.Instance);

    private void Reopen()
    {
        _time = new ManualTime(_time.GetUtcNow()); // the clock of the run before never strikes again
        (_lent, _newestDelivered) = (null, -1);
        Folder.FailingReads = 0; // a folder that cannot be read is not opened
        // What was not written down is done again: all of it where the disk was full, what was acknowledged last where it was not.
        foreach (var request in _requests.Where(request => request.IsUncommitted || _buffer.Health.IsFailing(DiskOperation.Position))) request.MayComeTwice = true;
        _buffer = Open();
    }

    private void Forget(Predicate<Request> isGone)
    {
        foreach (var request in _requests.Where(request => !request.IsDelivered && isGone(request))) request.MayBeGone = true;
        if (_lent is { WasLentFromMemory: true } lent) lent.MayBeGone = true;
    }

    private void Commit()
    {
        foreach (var request in _requests)
        {
            request.IsUncommitted = false;
            request.IsFlushed = !request.IsInMemory;
        }
    }

    private sealed class Request(int index, int samples, long time, byte[] body)
    {
        public int Index => index;

        public override string ToString() => $"{Instance} delivered {IsDelivered} named {IsNamed} memory {IsInMemory} twice {MayComeTwice} gone {MayBeGone}";

        public int Samples => samples;

        public long Time => time;

        public byte[] Body => body;

        public string Instance => $"r{index}";

        public bool IsDelivered { get; set; }

        public bool IsNamed { get; set; }

        public bool IsInMemory { get; set; }

        public bool IsFlushed { get; set; }

        public bool WasLentFromMemory { get; set; }

        /// <summary>Acknowledged, and a crash now would forget it.</summary>
        public bool IsUncommitted { get; set; }

        public bool MayComeTwice { get; set; }

        /// <summary>A changed byte may have taken the only word of it.</summary>
        public bool MayBeUncounted { get; set; }

        /// <summary>It was in memory, or not flushed, when the process or the power went.</summary>
        public bool MayBeGone { get; set; }
    }
}
