using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collector.Daemon.Endpoints.Documentation;

/// <summary>Where a file of the repository is served, and what becomes of links between them: those to source code stay text.</summary>
internal static class DocumentationLinks
{
    public const string Root = "/docs/";

    /// <summary>What <see cref="Root"/> itself shows.</summary>
    public const string Index = "docs/README.md";

    private const string Folder = "docs/";

    /// <summary>Files of docs/ are at the top, the others below under their own path.</summary>
    public static string UrlOf(string path) => path == Index ? Root : Root + (path.StartsWith(Folder, StringComparison.Ordinal) ? path[Folder.Length..] : $"repository/{path}");

    /// <param name="of">The path of the page.</param>
    /// <param name="page">Its links are changed.</param>
    public static void Rewrite(string of, MarkdownDocument page)
    {
        foreach (var link in page.Descendants<LinkInline>().ToList())
        {
            var url = link.Url ?? "";
            if (url.StartsWith('#') || url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal)) continue;
            var hash = url.IndexOf('#', StringComparison.Ordinal);
            var target = Resolve(of, hash < 0 ? url : url[..hash]);
            if (DocumentationFiles.Paths.Contains(target)) link.Url = UrlOf(target) + (hash < 0 ? "" : url[hash..]);
            else Unlink(link);
        }
    }

    /// <summary>A path that is written in a file, from the repository's root.</summary>
    private static string Resolve(string from, string relative)
    {
        var parts = from.Split('/').SkipLast(1).ToList();
        foreach (var part in relative.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "")) parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static void Unlink(LinkInline link)
    {
        while (link.FirstChild is { } child)
        {
            child.Remove();
            link.InsertBefore(child);
        }

        link.Remove();
    }
}
