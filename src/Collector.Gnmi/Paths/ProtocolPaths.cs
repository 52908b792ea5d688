using Collector.Gnmi.Protocol;

namespace Collector.Gnmi.Paths;

/// <summary>Between paths and the messages that carry them.</summary>
public static class ProtocolPaths
{
    /// <param name="path">Without its target.</param>
    /// <param name="target">What <c>target</c> says; empty for nothing. It has a meaning in a prefix only.</param>
    public static Protocol.Path ToProtocol(this GnmiPath path, string target = "")
    {
        var message = new Protocol.Path { Origin = path.Origin, Target = target };
        foreach (var element in path.Elements)
        {
            var elem = new PathElem { Name = element.Name };
            foreach (var (name, value) in element.Keys) elem.Key.Add(name, value);
            message.Elem.Add(elem);
        }

        return message;
    }

    /// <summary>What a message says, with the names of the deprecated <c>element</c> where there is no <c>elem</c>.</summary>
    public static GnmiPath ToGnmiPath(this Protocol.Path message)
    {
#pragma warning disable CS0612 // old devices send it all the same
        var names = message.Elem.Count == 0 ? [.. message.Element] : Array.Empty<string>();
#pragma warning restore CS0612
        return new GnmiPath
        {
            Origin = message.Origin,
            Elements = [.. message.Elem.Select(Element), .. names.Select(name => new GnmiPathElement(name))],
        };
    }

    private static GnmiPathElement Element(PathElem elem) => new(elem.Name, [.. elem.Key.OrderBy(key => key.Key, StringComparer.Ordinal)]);
}
