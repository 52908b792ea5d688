using Collector.Export.RemoteWrite.Buffer.Disk;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>A folder in memory that knows what was flushed, so that the power can be cut; it can be full, and its bytes can rot.</summary>
internal sealed class SimulatedFolder : IBufferFolder
{
    private const int NoSpace = 28; // ENOSPC, as .NET hands it on

    private readonly Lock _changing = new();
    private readonly SortedDictionary<string, Content> _files = new(StringComparer.Ordinal);

    public string Path => "simulated";

    /// <summary>Bytes that all files together may have.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Reads that will fail.</summary>
    public int FailingReads { get; set; }

    public bool FlushesFail { get; set; }

    public int Flushes { get; private set; }

    public long Bytes
    {
        get
        {
            lock (_changing) return _files.Values.Sum(file => file.Bytes.Count);
        }
    }

    public IEnumerable<string> List()
    {
        lock (_changing) return [.. _files.Keys];
    }

    public IBufferFile Create(string name)
    {
        lock (_changing)
        {
            var content = new Content();
            _files.Add(name, content);
            return new File(this, content);
        }
    }

    public IBufferFile Open(string name)
    {
        lock (_changing) return new File(this, _files.TryGetValue(name, out var content) ? content : throw new FileNotFoundException(name));
    }

    public void Delete(string name)
    {
        lock (_changing) _files.Remove(name);
    }

    public byte[]? Read(string name)
    {
        lock (_changing) return _files.TryGetValue(name, out var content) ? [.. content.Bytes] : null;
    }

    public void Replace(string name, ReadOnlySpan<byte> content)
    {
        lock (_changing)
        {
            if (_files.Values.Sum(file => file.Bytes.Count) + content.Length > Capacity) throw new IOException("No space left on device", NoSpace);
            _files[name] = new Content { Flushed = content.Length };
            _files[name].Bytes.AddRange(content);
        }
    }

    /// <summary>Cuts the power: of what was not flushed, some is there, some is not, and some is rubbish.</summary>
    public void CutPower(Random random)
    {
        lock (_changing)
        {
            foreach (var file in _files.Values.Where(file => file.Bytes.Count > file.Flushed))
            {
                var kept = file.Flushed + random.Next(file.Bytes.Count - file.Flushed + 1);
                file.Bytes.RemoveRange(kept, file.Bytes.Count - kept);
                for (var rubbish = random.Next(4) == 0 ? random.Next(100) : 0; rubbish > 0; rubbish--) file.Bytes.Add((byte)random.Next(256));
                file.Flushed = file.Bytes.Count;
            }
        }
    }

    /// <summary>Changes one byte of some file.</summary>
    /// <returns>The file's name; null if there is no byte.</returns>
    public string? Corrupt(Random random)
    {
        lock (_changing)
        {
            var at = random.Next((int)Math.Max(1, _files.Values.Sum(file => file.Bytes.Count)));
            foreach (var (name, file) in _files)
            {
                if (at < file.Bytes.Count)
                {
                    file.Bytes[at] ^= (byte)random.Next(1, 256);
                    return name;
                }
                at -= file.Bytes.Count;
            }

            return null;
        }
    }

    private sealed class Content
    {
        public List<byte> Bytes { get; } = [];

        public int Flushed { get; set; }
    }

    private sealed class File(SimulatedFolder folder, Content content) : IBufferFile
    {
        public long Length
        {
            get
            {
                lock (folder._changing) return content.Bytes.Count;
            }
        }

        public int Read(Span<byte> bytes, long offset)
        {
            lock (folder._changing)
            {
                if (folder.FailingReads > 0)
                {
                    folder.FailingReads--;
                    throw new IOException("Input/output error", 5);
                }

                var read = (int)Math.Clamp(content.Bytes.Count - offset, 0, bytes.Length);
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(content.Bytes).Slice((int)Math.Min(offset, content.Bytes.Count), read).CopyTo(bytes);
                return read;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (folder._changing)
            {
                Assert.True(offset <= content.Bytes.Count);
                content.Bytes.RemoveRange((int)offset, content.Bytes.Count - (int)offset);
                var room = (int)Math.Clamp(folder.Capacity - folder.Bytes, 0, bytes.Length);
                if (room < bytes.Length) throw new IOException("No space left on device", NoSpace);
                content.Bytes.AddRange(bytes);
            }
        }

        public void Flush()
        {
            lock (folder._changing)
            {
                if (folder.FlushesFail) throw new IOException("Input/output error", 5);
                folder.Flushes++;
                content.Flushed = content.Bytes.Count;
            }
        }

        public void Dispose() { }
    }
}
