using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Collector.Daemon.Verdicts;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Targets;
using Microsoft.AspNetCore.Http;

namespace Collector.Daemon.Endpoints.Pages;

/// <summary>What is asked of the list of targets: the selectors of <c>/metrics</c>, a text to find, what to show, and which page of it.</summary>
/// <param name="Selectors">Labels, and <c>shard</c>.</param>
/// <param name="Find">A part of an instance, an address or a label's value, in any case; empty for all.</param>
/// <param name="Show"><c>broken</c>, the word of a verdict, or nothing for all.</param>
/// <param name="Page">From 1, and perhaps beyond the last.</param>
internal sealed record TargetListQuery(IReadOnlyList<KeyValuePair<string, string>> Selectors, string Find, string Show, int Page)
{
    public const string Broken = "broken";

    /// <summary>False with the reason for a 400.</summary>
    public static bool TryRead(IQueryCollection query, [NotNullWhen(true)] out TargetListQuery? read, out string error)
    {
        var selectors = query.Where(pair => pair.Key is not ("page" or "show" or "find")).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        var show = query["show"].ToString();
        var isKnown = show is "" or Broken || EnumLabels<VerdictKind>.All.Contains(show, StringComparer.Ordinal);
        error = isKnown ? "" : $"show is {Broken}, or a verdict: {string.Join(", ", EnumLabels<VerdictKind>.All)}";
        read = isKnown ? new TargetListQuery([.. selectors], query["find"].ToString().Trim(), show, int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1) : null;
        return isKnown;
    }

    public bool Finds(Target target) =>
        Find.Length == 0 || IsIn(target.Instance) || IsIn(target.Address) || target.Labels.Any(label => IsIn(label.Value));

    public bool Shows(VerdictKind kind) => Show switch
    {
        "" => true,
        Broken => kind < VerdictKind.Pending,
        _ => EnumLabels<VerdictKind>.Of(kind) == Show,
    };

    /// <summary>Nothing narrows the list.</summary>
    public bool IsWhole => Selectors.Count == 0 && Find.Length == 0 && Show.Length == 0;

    /// <summary>The same list with something else shown of it, or another page.</summary>
    public string Url(string show, int page = 1) => Url("/targets", [("find", Find), ("show", show), ("page", page > 1 ? FormattableString.Invariant($"{page}") : "")]);

    /// <summary>The same targets for programs, as far as those can ask for them.</summary>
    public string ApiUrl => Url("/api/v1/targets", [(StateFilter.Parameter, Show)]);

    private string Url(string path, IEnumerable<(string Name, string Value)> own)
    {
        var url = new StringBuilder(path);
        foreach (var (name, value) in Selectors.Select(pair => (pair.Key, pair.Value)).Concat(own.Where(pair => pair.Value.Length > 0)))
            url.Append(url.Length == path.Length ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return url.ToString();
    }

    private bool IsIn(string text) => text.Contains(Find, StringComparison.OrdinalIgnoreCase);
}
