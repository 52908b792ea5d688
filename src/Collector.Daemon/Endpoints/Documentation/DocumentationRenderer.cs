using System.Globalization;
using System.Net;
using System.Text;
using Collector.Pipeline.Diagnostics;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collector.Daemon.Endpoints.Documentation;

/// <summary>Makes a page of a Markdown file: no script, nothing from elsewhere, HTML in the text shown as text.</summary>
internal static class DocumentationRenderer
{
    /// <summary>Chapters from which on a page begins with a list of them.</summary>
    private const int WorthAList = 4;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    /// <param name="path">Of the file, from the repository's root.</param>
    public static DocumentationPage Render(string path)
    {
        var page = Markdown.Parse(Encoding.UTF8.GetString(DocumentationFiles.Read(path)), Pipeline);
        DocumentationLinks.Rewrite(path, page);
        var more = path == DocumentationLinks.Index ? More(page) : "";
        var headings = page.OfType<HeadingBlock>().ToList();
        var title = headings.Count > 0 ? TextOf(headings[0].Inline) : path;
        return new DocumentationPage(title, Encoding.UTF8.GetBytes(Frame(title, Contents(headings), page.ToHtml(Pipeline) + more)));
    }

    private static string Frame(string title, string contents, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{WebUtility.HtmlEncode(title)}</title><link rel="stylesheet" href="/docs/style.css"></head>
        <body>
        <header><a href="/docs/">Collector {CollectorMeter.Version.Split('+')[0]}: all pages</a> <a href="/">this collector</a> <a href="/targets">its targets</a></header>
        {contents}<main>
        {body}</main>
        </body>
        </html>

        """;

    private static string Contents(List<HeadingBlock> headings)
    {
        var chapters = headings.Where(heading => heading.Level == 2).ToList();
        if (chapters.Count < WorthAList) return "";
        var list = new StringBuilder("<nav aria-label=\"On this page\"><ul>\n");
        foreach (var chapter in chapters) list.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{WebUtility.HtmlEncode(chapter.GetAttributes().Id)}\">{WebUtility.HtmlEncode(TextOf(chapter.Inline))}</a></li>\n");
        return list.Append("</ul></nav>\n").ToString();
    }

    /// <summary>Pages of docs/ that the list does not name: none is ever out of reach.</summary>
    private static string More(MarkdownDocument index)
    {
        var named = index.Descendants<LinkInline>().Select(link => link.Url).ToHashSet(StringComparer.Ordinal);
        var others = DocumentationFiles.Paths.Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal) && path != DocumentationLinks.Index && !named.Contains(DocumentationLinks.UrlOf(path)))
            .Order(StringComparer.Ordinal).Select(path => $"<li><a href=\"{DocumentationLinks.UrlOf(path)}\">{WebUtility.HtmlEncode(Path.GetFileNameWithoutExtension(path))}</a></li>\n").ToList();
        return others.Count == 0 ? "" : $"<h2>More</h2>\n<ul>\n{string.Concat(others)}</ul>\n";
    }

    private static string TextOf(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (var part in inline?.Descendants() ?? [])
        {
            if (part is LiteralInline literal) text.Append(literal.Content.ToString());
            else if (part is CodeInline code) text.Append(code.Content);
        }

        return text.ToString();
    }
}
