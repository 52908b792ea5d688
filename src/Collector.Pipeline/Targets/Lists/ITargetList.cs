namespace Collector.Pipeline.Targets.Lists;

/// <summary>Fetches one list. One fetch at a time.</summary>
internal interface ITargetList : IDisposable
{
    /// <summary>All of the list as it is now.</summary>
    /// <exception cref="TargetListException">It could not be had.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    Task<IReadOnlyList<TargetGroup>> FetchAsync(CancellationToken cancellationToken);
}
