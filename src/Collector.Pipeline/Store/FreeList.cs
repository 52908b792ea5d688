using System.Diagnostics.CodeAnalysis;

namespace Collector.Pipeline.Store;

/// <summary>Things of one size that can be used again, and how many of them nobody needed lately.</summary>
/// <remarks>One thread.</remarks>
internal sealed class FreeList<T>
    where T : class
{
    private readonly Stack<T> _free = new();
    private int _unused;

    public int Count => _free.Count;

    public void Add(T item) => _free.Push(item);

    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        var taken = _free.TryPop(out item);
        _unused = Math.Min(_unused, _free.Count);
        return taken;
    }

    /// <summary>Lets go of what nobody took since the last call.</summary>
    public void DropUnused()
    {
        for (; _unused > 0; _unused--) _free.Pop();
        _unused = _free.Count;
    }
}
