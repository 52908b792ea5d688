using Collector.Gnmi.Mapping;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>Shapes as tests write them: <c>openconfig:/interfaces/interface[name]/state/mtu</c>.</summary>
internal static class Shapes
{
    public static LeafShape Of(string text)
    {
        var origin = text[..text.IndexOf('/', StringComparison.Ordinal)];
        var elements = text[(origin.Length + 1)..].Split('/').Select(Element).ToArray();
        return new LeafShape { Origin = origin.TrimEnd(':'), Elements = elements };
    }

    private static ShapeElement Element(string text)
    {
        var parts = text.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return new ShapeElement(parts[0], [.. parts.Skip(1).Order(StringComparer.Ordinal)]);
    }
}
