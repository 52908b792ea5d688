namespace Collector.Interop.Tests.SnmpExporter;

/// <summary>A fact of a page that is not as the exporter 0.21 has it, on purpose.</summary>
/// <param name="Theirs">The exporter's fact, or null when it has none.</param>
/// <param name="Ours">Ours, or null when we have none.</param>
internal sealed record KnownDifference(string? Theirs, string? Ours)
{
    /// <summary>Sentences on what two pages do not agree about: facts, their order, and known differences that were not seen.</summary>
    public static IEnumerable<string> Unexplained(ExporterPage theirs, ExporterPage ours, IEnumerable<KnownDifference> known)
    {
        var (left, right) = (theirs.Facts.ToList(), ours.Facts.ToList());
        var common = left.Intersect(right, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (!left.Where(common.Contains).SequenceEqual(right.Where(common.Contains), StringComparer.Ordinal)) yield return "The order is another one.";
        left.RemoveAll(common.Contains);
        right.RemoveAll(common.Contains);
        foreach (var one in known)
        {
            if (one.Theirs is not null && !left.Remove(one.Theirs)) yield return $"known, but not seen of theirs: {one.Theirs}";
            if (one.Ours is not null && !right.Remove(one.Ours)) yield return $"known, but not seen of ours: {one.Ours}";
        }

        foreach (var fact in left) yield return $"only theirs: {fact}";
        foreach (var fact in right) yield return $"only ours: {fact}";
    }
}
