using System.Runtime.CompilerServices;

namespace Collector.Gnmi.Sessions;

/// <summary>Lets others have the thread: what awaits it goes on behind everything that waits for the pool. <see cref="Task.Yield"/> would go on before it.</summary>
internal readonly struct NextTurn : ICriticalNotifyCompletion
{
    private static readonly WaitCallback Continue = static continuation => ((Action)continuation!)();

    public bool IsCompleted => false;

    public NextTurn GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(Continue, continuation);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(Continue, continuation);
}
