using System.Threading.Channels;
using Collector.Snmp.Modules;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Snmp.Security.Usm;

/// <summary>Derives keys where nobody waits for it, a few at a time, and keeps them: a password's for all engines, a user's for each engine.</summary>
/// <remarks>Any thread.</remarks>
internal sealed partial class KeyStore : IDisposable
{
    // An entry is some 300 octets. Who has more users and engines than this derives some of their keys again after a reload.
    private const int MostEngines = 100_000;
    private const int MostPasswords = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(SnmpAuthProtocol Protocol, Pipeline.Configuration.Secret Password), byte[]> _masters = [];
    private readonly Dictionary<(UsmUser User, string EngineId), LocalizedKeys> _localized = [];
    private readonly Queue<(UsmUser User, string EngineId)> _age = new();
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(MostEngines);
    private readonly CancellationTokenSource _ending = new();
    private readonly ILogger _logger;
    private readonly int _workers;
    private bool _isWorking;

    /// <param name="workers">How many keys are derived at once.</param>
    /// <param name="logger">Told of what went wrong where nobody waits for it.</param>
    public KeyStore(int workers, ILogger? logger = null) => (_workers, _logger) = (workers, logger ?? NullLogger.Instance);

    public KeyStore(ILogger logger) : this(Math.Clamp(Environment.ProcessorCount / 2, 1, 4), logger)
    {
    }

    /// <summary>Requests for keys that wait for their turn.</summary>
    public int Waiting => _requests.Reader.Count;

    /// <summary>Keys that can be had at once: kept from before, or derived with two blocks of hashing from a password that is known. Null if it would take long.</summary>
    public LocalizedKeys? Find(UsmUser user, ReadOnlySpan<byte> engineId)
    {
        if (user.Level == SnmpSecurityLevel.NoAuthNoPriv) return LocalizedKeys.None;
        var key = (user, Convert.ToHexString(engineId));
        byte[]? auth;
        byte[]? privacy = [];
        lock (_gate)
        {
            if (_localized.TryGetValue(key, out var kept)) return kept;
            if (!_masters.TryGetValue((user.AuthProtocol, user.Password), out auth)) return null;
            if (user.Level == SnmpSecurityLevel.AuthPriv && !_masters.TryGetValue((user.AuthProtocol, user.PrivPassword), out privacy)) return null;
        }

        if (user.Level == SnmpSecurityLevel.AuthPriv && KeyDerivation.IsSlow(user.AuthProtocol, user.PrivProtocol)) return null;
        return Keep(key, LocalizedKeys.From(user, auth, privacy, engineId));
    }

    /// <summary>Has keys derived, then calls <paramref name="done"/> on the thread that did it. False when too many wait already.</summary>
    public bool TryRequest(UsmUser user, ReadOnlySpan<byte> engineId, Func<LocalizedKeys, ValueTask> done)
    {
        if (!_requests.Writer.TryWrite(new Request(user, engineId.ToArray(), done))) return false;
        lock (_gate)
        {
            if (_isWorking || _ending.IsCancellationRequested) return true;
            _isWorking = true;
        }

        for (var i = 0; i < _workers; i++) _ = Task.Run(WorkAsync);
        return true;
    }

    public void Dispose()
    {
        _ending.Cancel();
        _requests.Writer.TryComplete();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var request in _requests.Reader.ReadAllAsync(_ending.Token)) await AnswerAsync(request);
        }
        catch (OperationCanceledException)
        {
            // The daemon ends.
        }
    }

    /// <summary>One request that fails must not take the worker from all others. Its target stays where it is and says that its keys are being derived.</summary>
    private async Task AnswerAsync(Request request)
    {
        try
        {
            var keys = Find(request.User, request.EngineId) ?? Derive(request.User, request.EngineId);
            await request.Done(keys);
        }
        catch (ChannelClosedException)
        {
            // The lanes have ended.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(_logger, exception, request.User.Name, Convert.ToHexString(request.EngineId));
        }
    }

    private LocalizedKeys Derive(UsmUser user, byte[] engineId)
    {
        var auth = Master(user.AuthProtocol, user.Password);
        var privacy = user.Level == SnmpSecurityLevel.AuthPriv ? Master(user.AuthProtocol, user.PrivPassword) : [];
        return Keep((user, Convert.ToHexString(engineId)), LocalizedKeys.From(user, auth, privacy, engineId));
    }

    private byte[] Master(SnmpAuthProtocol protocol, Pipeline.Configuration.Secret password)
    {
        lock (_gate)
        {
            if (_masters.TryGetValue((protocol, password), out var kept)) return kept;
        }

        var key = KeyDerivation.PasswordToKey(protocol, password.RevealUtf8());
        lock (_gate)
        {
            if (_masters.Count >= MostPasswords) _masters.Clear();
            return _masters[(protocol, password)] = key;
        }
    }

    private LocalizedKeys Keep((UsmUser User, string EngineId) key, LocalizedKeys keys)
    {
        lock (_gate)
        {
            if (!_localized.TryAdd(key, keys)) return _localized[key];
            _age.Enqueue(key);
            if (_age.Count > MostEngines) _localized.Remove(_age.Dequeue());
        }

        return keys;
    }

    [LoggerMessage(LogLevel.Error, "The keys of the SNMPv3 user {User} at the engine {EngineId} could not be derived")]
    private static partial void LogFailed(ILogger logger, Exception exception, string user, string engineId);

    private sealed record Request(UsmUser User, byte[] EngineId, Func<LocalizedKeys, ValueTask> Done);
}
