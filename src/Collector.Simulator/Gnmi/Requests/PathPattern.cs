using Collector.Gnmi.Protocol;
using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Requests;

/// <summary>A path that was asked for: it matches every leaf at or below it (gNMI specification 2.2.2, 2.4.1). Immutable.</summary>
internal sealed class PathPattern
{
    /// <summary>Paths of more steps are longer than anything in the model, wildcards included.</summary>
    private const int MostSteps = 32;

    private readonly PatternStep[] _steps;
    private readonly bool _isOurs;

    private PathPattern(PatternStep[] steps, bool isOurs)
    {
        _steps = steps;
        _isOurs = isOurs && steps.Length <= MostSteps;
    }

    /// <param name="prefix">Of the request; null for none.</param>
    /// <param name="path">Null stands for the root.</param>
    public static PathPattern From(Collector.Gnmi.Protocol.Path? prefix, Collector.Gnmi.Protocol.Path? path)
    {
        var origin = prefix?.Origin is { Length: > 0 } first ? first : path?.Origin ?? "";
        // Another origin is another schema, and nothing of it is here: silence, as for any path that does not exist (3.5.1.3).
        return new PathPattern([.. Steps(prefix), .. Steps(path)], origin is "" or "openconfig");
    }

    /// <summary>Whether a leaf is at or below this path.</summary>
    /// <param name="container">Where the leaf is.</param>
    /// <param name="leaf">Its name.</param>
    /// <param name="depth">The most levels that it may be below the path; 0 for any number.</param>
    public bool Matches(ModelContainer container, string leaf, uint depth = 0) =>
        _isOurs && Matches(0, container, 0, leaf, depth == 0 ? int.MaxValue : (int)Math.Min(depth, MostSteps));

    private bool Matches(int step, ModelContainer container, int at, string leaf, int depth)
    {
        var length = container.Schema.Steps.Length + 1;
        for (; step < _steps.Length; step++, at++)
        {
            if (_steps[step].Name == PatternStep.AnyLevels)
            {
                for (var skipped = at; skipped <= length; skipped++)
                {
                    if (Matches(step + 1, container, skipped, leaf, depth)) return true;
                }

                return false;
            }

            if (at == length || !MatchesOne(_steps[step], container, at, leaf)) return false;
        }

        return length - at <= depth;
    }

    private static bool MatchesOne(in PatternStep step, ModelContainer container, int at, string leaf)
    {
        if (at == container.Schema.Steps.Length) return IsName(step.Name, leaf) && step.Keys.Count == 0;
        var place = container.Schema.Steps[at];
        if (!IsName(step.Name, place.Name)) return false;
        foreach (var (key, value) in step.Keys)
        {
            var which = Array.IndexOf(place.Keys, key);
            if (which < 0 || (value != PatternStep.Any && value != container.Row.Keys[container.FirstKey(at) + which])) return false;
        }

        return true;
    }

    private static bool IsName(string asked, string name) => asked == PatternStep.Any || asked == name;

    private static IEnumerable<PatternStep> Steps(Collector.Gnmi.Protocol.Path? path)
    {
        if (path is null) return [];
#pragma warning disable CS0612 // old clients ask with names alone
        if (path.Elem.Count == 0) return path.Element.Select(static name => new PatternStep(Plain(name), []));
#pragma warning restore CS0612
        return path.Elem.Select(static elem => new PatternStep(Plain(elem.Name), [.. elem.Key]));
    }

    /// <summary>Names in requests may say their module.</summary>
    private static string Plain(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
