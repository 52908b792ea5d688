using System.Net;

namespace Collector.Daemon.Web.Limits;

/// <summary>
/// Places of which each client has its share: one more is only taken while more are left than the client has. So one client alone ends at half of them, one
/// that comes later finds one for itself, and it takes several clients to take all.
/// </summary>
/// <remarks>Guarded by its owner's lock.</remarks>
internal sealed class ClientShares(int places)
{
    private readonly Dictionary<IPAddress, int> _taken = [];

    public int Taken { get; private set; }

    public int Free => places - Taken;

    public bool TryTake(IPAddress client)
    {
        var has = _taken.GetValueOrDefault(client);
        if (Free <= has) return false;
        _taken[client] = has + 1;
        Taken++;
        return true;
    }

    public void GiveBack(IPAddress client)
    {
        var left = _taken[client] - 1;
        if (left == 0) _taken.Remove(client);
        else _taken[client] = left;
        Taken--;
    }
}
