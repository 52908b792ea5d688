using System.Collections.Frozen;
using System.Reflection;

namespace Collector.Daemon.Endpoints.Documentation;

/// <summary>The repository's Markdown and its pictures, as they were when the daemon was built.</summary>
internal static class DocumentationFiles
{
    private const string Prefix = "documentation/";

    /// <summary>Paths below the repository's root, with forward slashes.</summary>
    public static FrozenSet<string> Paths { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..].Replace('\\', '/')).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="path">One of <see cref="Paths"/>.</param>
    public static byte[] Read(string path)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + path)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
