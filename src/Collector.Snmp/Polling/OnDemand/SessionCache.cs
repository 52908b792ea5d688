namespace Collector.Snmp.Polling.OnDemand;

/// <summary>Keeps the sessions that no walk uses, the last used longest, within bounds of number, rows and time.</summary>
/// <remarks>Guarded by the lock of <see cref="OnDemandPolls"/>.</remarks>
internal sealed class SessionCache(OnDemandOptions options, TimeProvider time)
{
    private readonly Dictionary<WalkKey, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _oldestFirst = [];

    public int Count => _byKey.Count;

    /// <summary>Rows remembered.</summary>
    public int Rows { get; private set; }

    /// <summary>Takes a session out, for a walk.</summary>
    public OnDemandSession? Take(in WalkKey key)
    {
        DropIdle();
        return _byKey.TryGetValue(key, out var node) ? Remove(node) : null;
    }

    /// <summary>Puts a session away; others, or itself, may have to go.</summary>
    public void Put(in WalkKey key, OnDemandSession session)
    {
        session.PutAwayAt = time.GetTimestamp();
        if (_byKey.TryGetValue(key, out var older)) Remove(older);
        _byKey[key] = _oldestFirst.AddLast(new Entry(key, session, session.Rows));
        Rows += session.Rows;
        while (_byKey.Count > options.MostSessions || Rows > options.MostRows) Remove(_oldestFirst.First!);
        DropIdle();
    }

    /// <summary>Forgets everything: the modules are others now.</summary>
    public void Clear()
    {
        _byKey.Clear();
        _oldestFirst.Clear();
        Rows = 0;
    }

    private void DropIdle()
    {
        while (_oldestFirst.First is { } first && time.GetElapsedTime(first.Value.Session.PutAwayAt) > options.SessionIdle) Remove(first);
    }

    private OnDemandSession Remove(LinkedListNode<Entry> node)
    {
        _oldestFirst.Remove(node);
        _byKey.Remove(node.Value.Key);
        Rows -= node.Value.Rows;
        return node.Value.Session;
    }

    private sealed record Entry(WalkKey Key, OnDemandSession Session, int Rows);
}
