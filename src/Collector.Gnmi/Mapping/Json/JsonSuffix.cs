using Collector.Gnmi.Mapping.Wire;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>What JSON adds to an update's path: element by element its name and keys, each behind its length. Reused.</summary>
internal sealed class JsonSuffix
{
    private readonly KeyBuffer _elements = new();
    private readonly int[] _starts = new int[JsonLeaves.MostDepth + 2];
    private int _depth;

    public ReadOnlySpan<byte> Written => _elements.Written;

    public void Clear()
    {
        _elements.Clear();
        _depth = 0;
    }

    public void Enter(ReadOnlySpan<byte> name) => Enter(name, default);

    public void Enter(ReadOnlySpan<byte> name, JsonListKeys keys)
    {
        _starts[_depth++] = _elements.Length;
        if (name.IsEmpty && keys.Count == 0) return; // the node itself
        _elements.Add(name);
        _elements.Add(keys.Count);
        for (var key = 0; key < keys.Count; key++)
        {
            _elements.Add(keys.Name(key));
            _elements.Add(keys.Value(key));
        }
    }

    public void Leave() => _elements.Truncate(_starts[--_depth]);

    /// <summary>Appends the elements of a suffix to a path. False when it becomes too long.</summary>
    public static bool AppendTo(WirePath path, ReadOnlySpan<byte> suffix)
    {
        while (!suffix.IsEmpty)
        {
            var name = KeyBuffer.Take(ref suffix);
            if (!name.IsEmpty && !path.AppendElement(name)) return false; // a list without a name of its own is the path's last element
            for (var keys = KeyBuffer.TakeNumber(ref suffix); keys > 0; keys--)
            {
                var key = KeyBuffer.Take(ref suffix);
                if (path.Count == 0 || !path.AppendKey(key, KeyBuffer.Take(ref suffix))) return false;
            }
        }

        return true;
    }
}
