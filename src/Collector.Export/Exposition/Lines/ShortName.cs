using System.Text;
using Collector.Pipeline.Samples;

namespace Collector.Export.Exposition.Lines;

/// <summary>Writes names of modules, profiles, subscriptions and targets as label values.</summary>
/// <remarks>They are short, and their bytes would otherwise have to be kept for every target.</remarks>
internal static class ShortName
{
    /// <param name="name">Unescaped.</param>
    /// <param name="destination">256 bytes; the result is in it, unless the name is long.</param>
    public static ReadOnlySpan<byte> Escape(string name, Span<byte> destination)
    {
        Span<byte> utf8 = stackalloc byte[128];
        return Encoding.UTF8.TryGetBytes(name, utf8, out var length) ? destination[..LabelEscaping.Escape(utf8[..length], destination)] : LabelEscaping.Escape(name);
    }
}
