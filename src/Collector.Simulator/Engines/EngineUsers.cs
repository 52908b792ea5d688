using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Simulator.Engines;

/// <summary>The users that all devices have, with keys for each engine, made when a device is first asked.</summary>
/// <remarks>Guarded by the fleet's lock. A key that is extended after Reeder costs a megabyte of hashing for each device: milliseconds.</remarks>
internal sealed class EngineUsers : IDisposable
{
    private readonly Dictionary<string, (UsmUser User, Func<byte[], LocalizedKeys> Localize)> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<(string User, int Engine), UserKeys> _keys = [];

    public EngineUsers(IEnumerable<UsmUser> users)
    {
        foreach (var user in users) _users.Add(user.Name, (user, LocalizedKeys.Localizer(user)));
    }

    public bool TryFind(ReadOnlySpan<byte> name, out UsmUser user)
    {
        Span<char> text = stackalloc char[64];
        user = null!;
        if (!System.Text.Encoding.UTF8.TryGetChars(name, text, out var length)) return false;
        if (!_users.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var found)) return false;
        user = found.User;
        return true;
    }

    /// <param name="user">One of ours.</param>
    /// <param name="engine">A number for the engine id.</param>
    /// <param name="engineId">The engine id.</param>
    public UserKeys KeysOf(UsmUser user, int engine, byte[] engineId)
    {
        if (!_keys.TryGetValue((user.Name, engine), out var keys)) _keys.Add((user.Name, engine), keys = new UserKeys(user, _users[user.Name].Localize(engineId)));
        return keys;
    }

    public void Dispose()
    {
        foreach (var keys in _keys.Values) keys.Dispose();
    }
}
