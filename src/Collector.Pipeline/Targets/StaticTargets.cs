namespace Collector.Pipeline.Targets;

/// <summary>The groups written in the configuration itself: they change when it is reloaded.</summary>
internal sealed class StaticTargets : ITargetSource
{
    public IReadOnlyList<TargetGroup> Groups { get; private set; } = [];

    public SourceNews Look(TargetSettings settings, bool thorough)
    {
        if (ReferenceEquals(Groups, settings.Static)) return SourceNews.None;
        Groups = settings.Static;
        return SourceNews.Changed;
    }
}
