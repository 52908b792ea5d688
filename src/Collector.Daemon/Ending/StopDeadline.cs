using System.Globalization;

namespace Collector.Daemon.Ending;

/// <summary>Sees to it that a stop has an end: whatever still holds the process when its time is over (a thread that hangs, an output that nobody reads) is left behind.</summary>
/// <remarks>Whoever asks for the stop first begins it, on any thread; a timer's ends the process. Disposed of when everything else is.</remarks>
/// <param name="time">Counts.</param>
/// <param name="leave">Ends the process; is told how long it was waited for.</param>
internal sealed class StopDeadline(TimeProvider time, Action<TimeSpan> leave) : IDisposable
{
    private const int Failed = 1;

    private static readonly TimeSpan WhileStarting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new(); // the following
    private readonly List<CancellationTokenRegistration> _watched = [];
    private ITimer? _timer;

    /// <summary>How long a stop may take; asked when it begins.</summary>
    public Func<TimeSpan> Limit { get; set; } = () => WhileStarting;

    /// <param name="stopping">Cancelled when a stop begins.</param>
    public void Watch(CancellationToken stopping)
    {
        var registration = stopping.Register(Begin);
        lock (_gate) _watched.Add(registration);
    }

    public void Dispose()
    {
        foreach (var registration in _watched) registration.Dispose();
        _timer?.Dispose();
    }

    /// <summary>Ends this process, and says so, unless nobody reads that either.</summary>
    public static void Leave(TimeSpan after)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"Something did not end within {after.TotalSeconds} s of the stop and is left behind; what is on disk is whole.");
        Task.Run(() => Console.Error.WriteLine(words)).Wait(LastWords);
        Environment.Exit(Failed);
    }

    private void Begin()
    {
        var patience = Limit();
        lock (_gate) _timer ??= time.CreateTimer(_ => leave(patience), null, patience, Timeout.InfiniteTimeSpan);
    }
}
