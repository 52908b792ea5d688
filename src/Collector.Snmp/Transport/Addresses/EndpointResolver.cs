using System.Net;
using System.Net.Sockets;

namespace Collector.Snmp.Transport.Addresses;

/// <summary>Turns configured addresses into endpoints, and keeps looking names up again, away from the lanes.</summary>
/// <remarks>
/// Any thread may call. An address that needs no lookup is reported before <see cref="Follow"/> returns; a name is reported on the thread
/// pool, one call at a time, whenever its endpoint changes or its lookups begin or cease to fail.
/// </remarks>
internal sealed class EndpointResolver : IDisposable
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _lookup;
    private readonly TimeProvider _time;
    private readonly EndpointResolverOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _retrySlots;
    private readonly SemaphoreSlim _onceSlots;
    private readonly CancellationTokenSource _disposed = new();

    /// <param name="lookup">Finds the addresses of a name; <see cref="SystemLookup"/> outside tests.</param>
    public EndpointResolver(
        Func<string, CancellationToken, Task<IPAddress[]>> lookup, TimeProvider time, EndpointResolverOptions? options = null)
    {
        _lookup = lookup;
        _time = time;
        _options = options ?? new EndpointResolverOptions();
        _slots = new SemaphoreSlim(_options.MostLookups);
        _retrySlots = new SemaphoreSlim(_options.MostLookups / 2);
        _onceSlots = new SemaphoreSlim(_options.MostLookups);
    }

    /// <summary>Asks the system. It blocks a thread until the system gives up, so the lookup counts as in flight until then, whoever still waits.</summary>
    public static Task<IPAddress[]> SystemLookup(string host, CancellationToken cancellation) =>
        Dns.GetHostAddressesAsync(host, CancellationToken.None);

    /// <summary>Reports the endpoint of an address, now and as it changes, until the result is disposed of.</summary>
    /// <param name="changed">Must not block or throw. One call may still be under way when the disposal returns.</param>
    public IDisposable Follow(TargetAddress address, Action<Resolution> changed)
    {
        var name = new FollowedName(address, changed, _options.IPv6, _disposed.Token);
        if (address.TryGetEndpoint(out TransportEndpoint endpoint))
            changed(new Resolution(endpoint, null));
        else
            _ = Task.Run(() => FollowAsync(name, name.Ending));
        return name;
    }

    /// <summary>Looks an address up once, for who asks now. Such lookups have slots of their own, so that nobody can hold up the names that are followed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<AddressLookup> LookUpOnceAsync(TargetAddress address, CancellationToken cancellation)
    {
        if (address.TryGetEndpoint(out var literal)) return new AddressLookup([literal.Address], null);
        using var timeout = new CancellationTokenSource(_options.LookupTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await _onceSlots.WaitAsync(either.Token);
            return AddressLookup.Of(address, await RunOnceAsync(address.Host, either.Token).WaitAsync(either.Token), _options.IPv6);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new AddressLookup([], $"no answer within {_options.LookupTimeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new AddressLookup([], e.Message);
        }
    }

    public void Dispose() => _disposed.Cancel();

    private async Task FollowAsync(FollowedName name, CancellationToken ending)
    {
        try
        {
            for (int failures = 0; ;)
            {
                bool found = await LookUpAsync(name, isRetry: failures > 0, ending);
                failures = found ? 0 : failures + 1;
                await Task.Delay(found ? _options.RefreshInterval : Pause(failures), _time, ending);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody follows the name any more.
        }
    }

    private async Task<bool> LookUpAsync(FollowedName name, bool isRetry, CancellationToken ending)
    {
        if (isRetry)
            await _retrySlots.WaitAsync(ending);
        try
        {
            await _slots.WaitAsync(ending);
        }
        catch (OperationCanceledException)
        {
            if (isRetry)
                _retrySlots.Release();
            throw;
        }

        using var timeout = new CancellationTokenSource(_options.LookupTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, timeout.Token);
        Task<IPAddress[]> lookup = RunAsync(name.Address.Host, isRetry, either.Token);
        try
        {
            return name.Found(await lookup.WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            return name.Failed($"no answer within {_options.LookupTimeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return name.Failed(e.Message);
        }
    }

    // The slots stay taken until the lookup itself ends, which may be long after we gave up on it.
    private async Task<IPAddress[]> RunAsync(string host, bool isRetry, CancellationToken cancellation)
    {
        try
        {
            return await _lookup(host, cancellation);
        }
        finally
        {
            _slots.Release();
            if (isRetry)
                _retrySlots.Release();
        }
    }

    private async Task<IPAddress[]> RunOnceAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await _lookup(host, cancellation);
        }
        finally
        {
            _onceSlots.Release();
        }
    }

    private TimeSpan Pause(int failures)
    {
        double pause = _options.FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromSeconds(Math.Min(pause, _options.LongestRetry.TotalSeconds));
    }
}
