using System.Buffers;
using System.Collections;

namespace Collector.Grpc;

/// <summary>Headers or trailers of a call, in their order; a key may come several times.</summary>
/// <remarks>Built by one thread, then only read. gRPC over HTTP/2, "Custom-Metadata": keys in lower case, text in printable ASCII, octets under keys that end in <c>-bin</c>.</remarks>
public sealed class Metadata : IReadOnlyCollection<MetadataEntry>
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly List<MetadataEntry> _entries = [];

    public static Metadata Empty { get; } = [];

    public int Count => _entries.Count;

    /// <summary>Whether a key may be sent: names that begin with <c>grpc-</c> belong to the protocol.</summary>
    public static bool IsKey(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters) && !key.StartsWith("grpc-", StringComparison.Ordinal);

    /// <summary>Whether text may be sent as a value.</summary>
    public static bool IsValue(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Adds text. The key is put in lower case.</summary>
    /// <exception cref="ArgumentException">The key or the value may not be sent; the message does not show the value.</exception>
    public void Add(string key, string value)
    {
        key = Checked(key);
        if (key.EndsWith("-bin", StringComparison.Ordinal)) throw new ArgumentException($"'{key}' is for octets: its name ends in -bin.", nameof(key));
        if (!IsValue(value)) throw new ArgumentException($"The value of '{key}' has characters other than printable ASCII.", nameof(value));
        _entries.Add(new MetadataEntry(key, value, null));
    }

    /// <summary>Adds octets; the key ends in <c>-bin</c>.</summary>
    public void Add(string key, byte[] value)
    {
        key = Checked(key);
        if (!key.EndsWith("-bin", StringComparison.Ordinal)) throw new ArgumentException($"The name of octets ends in -bin, but '{key}' does not.", nameof(key));
        _entries.Add(new MetadataEntry(key, null, value));
    }

    /// <summary>The last text under a key; null for none.</summary>
    public string? GetValue(string key) => _entries.FindLast(entry => entry.Key == key)?.Value;

    /// <summary>The last octets under a key; null for none.</summary>
    public byte[]? GetValueBytes(string key) => _entries.FindLast(entry => entry.Key == key)?.ValueBytes;

    public IEnumerator<MetadataEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds what was received, as far as it makes sense: a value that is no base64 under <c>-bin</c> is left out.</summary>
    internal void AddReceived(string key, string value)
    {
        if (!key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase))
        {
            _entries.Add(new MetadataEntry(key.ToLowerInvariant(), value, null));
            return;
        }

        // Several values of a binary header may have been joined with commas, with or without padding.
        foreach (var one in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (TryDecode(one) is { } octets) _entries.Add(new MetadataEntry(key.ToLowerInvariant(), null, octets));
        }
    }

    private static byte[]? TryDecode(string base64)
    {
        var padded = base64.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var octets = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, octets, out var length) ? octets[..length] : null;
    }

    private static string Checked(string key)
    {
        key = key.ToLowerInvariant();
        return IsKey(key) ? key : throw new ArgumentException($"'{key}' is not a name that metadata may have.", nameof(key));
    }
}
