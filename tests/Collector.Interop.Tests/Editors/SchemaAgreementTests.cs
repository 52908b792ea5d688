using System.Collections.Concurrent;
using Collector.Daemon.Configuration.Keys;
using Collector.Daemon.Tests.Configuration.Keys;
using Collector.Pipeline.Configuration;

namespace Collector.Interop.Tests.Editors;

/// <summary>Holds schemas and readers to each other, key by key: thousands of documents with one change each go to a validator that is not ours, and to <c>check</c>.</summary>
public sealed class SchemaAgreementTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<List<ChangedDocument>>>> Changed = new(StringComparer.Ordinal);

    /// <summary>Keys that schemas leave to <c>check</c>: words or a number, a duration that may be less than zero, a number that nobody reads.</summary>
    private static readonly string[] TextsToSchemas = ["encoding: ", "tcp-keepalive: ", "version: 99999999999999 "];

    public static TheoryData<string> Kinds => [.. CollectorKeys.Files.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_an_editor_marks_is_refused_or_warned_of(string kind)
    {
        var changed = await Changed.GetOrAdd(kind, new Lazy<Task<List<ChangedDocument>>>(() => ChangeAsync(kind))).Value;

        Assert.True(changed.Count > 10, $"{changed.Count} documents only");
        AssertNone(changed.Where(one => one.Marks.Length > 0 && one.Problems.Length == 0).Select(one => $"{one.Text}\n  {one.Marks[0]}"));
    }

    /// <summary>What a text has to be, and what two keys have to be together, no schema says.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_refused_for_its_form_is_marked_by_an_editor(string kind)
    {
        var changed = await Changed.GetOrAdd(kind, new Lazy<Task<List<ChangedDocument>>>(() => ChangeAsync(kind))).Value;

        AssertNone(changed.Where(one => one.Marks.Length == 0 && one.Problems.Any(IsOfForm)).Select(one => $"{one.Text}\n  {one.Problems.First(IsOfForm)}"));
    }

    private static void AssertNone(IEnumerable<string> differences)
    {
        var all = string.Join('\n', differences);
        Assert.True(all.Length == 0, all);
    }

    private static bool IsOfForm(string problem) =>
        !Array.Exists(TextsToSchemas, key => problem.StartsWith(key, StringComparison.Ordinal)) && HasFormInIt(problem);

    private static bool HasFormInIt(string problem) =>
        problem.Contains("unknown key", StringComparison.Ordinal) || problem.Contains("expected a", StringComparison.Ordinal) || problem.Contains("is not between", StringComparison.Ordinal)
        || problem.Contains("is not one of", StringComparison.Ordinal) || problem.Contains("is not a whole number", StringComparison.Ordinal) || problem.Contains("is not a number", StringComparison.Ordinal)
        || problem.Contains("is not true or false", StringComparison.Ordinal) || problem.Contains("has no unit", StringComparison.Ordinal) || problem.Contains("is not a duration", StringComparison.Ordinal);

    /// <summary>Changes of documents that both take as they are.</summary>
    private static async Task<List<ChangedDocument>> ChangeAsync(string kind)
    {
        var originals = ChangedDocuments.Originals(kind).Where(original => Check(kind, original.Text).Length == 0).ToList();
        var marks = await SchemaValidator.ValidateAsync(kind, originals.Select(original => original.Text));
        AssertNone(originals.Zip(marks).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First.Text}\n  {pair.Second[0]}"));
        var changes = originals.SelectMany((original, place) => ChangedDocuments.Changes(kind, original.Section, original.Key, place)).Distinct(StringComparer.Ordinal).ToList();
        var found = await SchemaValidator.ValidateAsync(kind, changes);
        return [.. changes.Zip(found).Select(pair => new ChangedDocument(pair.First, pair.Second, Check(kind, pair.First)))];
    }

    private static string[] Check(string kind, string text)
    {
        using var folder = new DeclaredFolder();
        folder.Load(kind, text);
        return [.. folder.Problems.Select(problem => problem.Severity == ProblemSeverity.Error ? problem.Message : $"warning: {problem.Message}")];
    }

    /// <summary>What a validator and <c>check</c> say of a text.</summary>
    private sealed record ChangedDocument(string Text, string[] Marks, string[] Problems);
}
