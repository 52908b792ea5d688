using Collector.Pipeline.Concurrency;
using Microsoft.Extensions.Logging;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Groups of all lists that somebody else keeps, in the order in which they were written.</summary>
/// <remarks>One thread at a time looks; any thread reads <see cref="Lists"/>. A reload goes on with the lists that stay.</remarks>
internal sealed class ListedTargets(TimeProvider time, Action changed, ILogger logger) : ITargetSource, IDisposable
{
    private readonly Published<IReadOnlyList<TargetListRefresh>> _lists = new([]);
    private TargetSettings? _settings;
    private IReadOnlyList<IReadOnlyList<TargetGroup>> _seen = [];

    public IReadOnlyList<TargetGroup> Groups { get; private set; } = [];

    public IReadOnlyList<TargetListRefresh> Lists => _lists.Value;

    public SourceNews Look(TargetSettings settings, bool thorough)
    {
        if (!ReferenceEquals(settings, _settings)) Use(settings);
        IReadOnlyList<IReadOnlyList<TargetGroup>> now = [.. Lists.Select(list => list.State.Groups)];
        if (now.Count == _seen.Count && now.Zip(_seen).All(pair => ReferenceEquals(pair.First, pair.Second))) return SourceNews.None;
        _seen = now;
        Groups = [.. now.SelectMany(groups => groups)];
        return SourceNews.Changed;
    }

    public void Dispose()
    {
        foreach (var list in Lists) list.Dispose();
    }

    private void Use(TargetSettings settings)
    {
        _settings = settings;
        var old = Lists.ToList();
        var next = new List<TargetListRefresh>();
        foreach (var options in settings.Lists)
        {
            var same = old.Find(list => list.Options.Equals(options));
            if (same is not null) old.Remove(same);
            next.Add(same ?? new TargetListRefresh(options, settings.KeepFolder, time, changed, logger));
        }

        foreach (var added in next.Except(Lists))
        {
            // What is new may only be the way to get there, a password for instance.
            var earlier = old.Find(list => list.Options.Kind == added.Options.Kind && list.Options.Name == added.Options.Name && list.Options.Rules.Equals(added.Options.Rules));
            if (earlier is not null && earlier.State.FetchedAt is not null) added.StartFrom(earlier);
            else added.Start();
        }

        _lists.Publish(next);
        foreach (var gone in old) gone.Dispose();
    }
}
