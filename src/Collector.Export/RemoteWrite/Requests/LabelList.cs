using System.Text;
using Collector.Pipeline.Targets;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Gathers the labels of a row and puts them into the order and the bytes of remote write. For rows that are new or changed, not for samples.</summary>
/// <remarks>One thread; keeps its buffers. Of two labels of one name the first one added stays. A label with an empty value is none.</remarks>
internal sealed class LabelList
{
    private static readonly System.Buffers.SearchValues<byte> NameLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[1024];
    private int _length;

    public int Count => _entries.Count;

    /// <summary>Labels left out because there was one of their name.</summary>
    public int Duplicates { get; private set; }

    public void Clear()
    {
        _entries.Clear();
        (_length, Duplicates) = (0, 0);
    }

    /// <summary>Adds the labels of a set.</summary>
    public void Add(LabelSet labels)
    {
        foreach (var label in labels) Add(label.Name, label.Value);
    }

    /// <summary>Adds a label, unless there is one of its name.</summary>
    public void Add(string name, string value)
    {
        Span<byte> utf8 = stackalloc byte[256];
        if (name.Length <= utf8.Length / 3) Add(utf8[..Encoding.UTF8.GetBytes(name, utf8)], Encoding.UTF8.GetBytes(value), isEscaped: false);
        else Add(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value), isEscaped: false);
    }

    /// <summary>Adds the labels of a row's block: <c>a="x",b="y"</c>, escaped as the store has them. The block is ours, so it is not checked.</summary>
    public void AddBlock(ReadOnlySpan<byte> block)
    {
        var rest = block;
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf((byte)'=');
            var value = rest[(equals + 2)..];
            var end = EndOf(value);
            Add(rest[..equals], value[..end], isEscaped: true);
            rest = value[(end + 1)..];
            if (!rest.IsEmpty) rest = rest[1..]; // the comma
        }
    }

    /// <summary>Whether every name is one; else no receiver would take the series.</summary>
    public bool AreNamesValid()
    {
        foreach (var entry in _entries)
        {
            if (!IsValidName(NameOf(entry))) return false;
        }

        return true;
    }

    public static bool IsValidName(ReadOnlySpan<byte> name) => !name.IsEmpty && !char.IsAsciiDigit((char)name[0]) && !name.ContainsAnyExcept(NameLetters);

    /// <summary>The labels sorted by name, encoded, and where among them those begin that come after <c>__name__</c>.</summary>
    public byte[] Encode(out int afterName)
    {
        _entries.Sort((one, other) => NameOf(one).SequenceCompareTo(NameOf(other)));
        var length = 0;
        foreach (var entry in _entries) length += LabelMessage.Length(entry.NameLength, entry.ValueLength);
        var encoded = new byte[length];
        var at = 0;
        afterName = 0;
        foreach (var entry in _entries)
        {
            at += LabelMessage.Write(NameOf(entry), ValueOf(entry), encoded.AsSpan(at));
            if (NameOf(entry).SequenceCompareTo("__name__"u8) < 0) afterName = at;
        }

        return encoded;
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isEscaped)
    {
        if (value.IsEmpty) return;
        foreach (var entry in _entries)
        {
            if (!NameOf(entry).SequenceEqual(name)) continue;
            Duplicates++;
            return;
        }

        if (!System.Text.Unicode.Utf8.IsValid(value)) value = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)); // replaces what is not
        if (_bytes.Length - _length < name.Length + value.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + name.Length + value.Length));
        name.CopyTo(_bytes.AsSpan(_length));
        var valueLength = isEscaped ? EscapedText.Unescape(value, _bytes.AsSpan(_length + name.Length)) : Copy(value, _bytes.AsSpan(_length + name.Length));
        _entries.Add(new Entry(_length, name.Length, valueLength));
        _length += name.Length + valueLength;
    }

    private static int Copy(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        value.CopyTo(destination);
        return value.Length;
    }

    private static int EndOf(ReadOnlySpan<byte> value)
    {
        var at = 0;
        while (true)
        {
            at += value[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (value[at] == '"') return at;
            at += 2;
        }
    }

    private ReadOnlySpan<byte> NameOf(in Entry entry) => _bytes.AsSpan(entry.Start, entry.NameLength);

    private ReadOnlySpan<byte> ValueOf(in Entry entry) => _bytes.AsSpan(entry.Start + entry.NameLength, entry.ValueLength);

    private readonly record struct Entry(int Start, int NameLength, int ValueLength);
}
