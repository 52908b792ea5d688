using Collector.Export.RemoteWrite.Buffer;
using Collector.Export.RemoteWrite.Metadata;
using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Sending;
using Collector.Pipeline.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Export.RemoteWrite;

/// <summary>One receiver with its shards. A target belongs to one shard, always the same.</summary>
internal sealed class RemoteWriteEndpoint : IAsyncDisposable
{
    private readonly EndpointState _state;
    private readonly Shard[] _shards;
    private readonly List<HttpClient> _replaced = []; // requests may still be under way on them
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private HttpClient _client;
    private Task _telling = Task.CompletedTask; // what families are

    /// <param name="options">As this run has them.</param>
    /// <param name="metrics">The endpoint's.</param>
    /// <param name="buffers">Makes the buffer of a shard.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what an operator should know.</param>
    /// <exception cref="IOException">A buffer's folder cannot be read.</exception>
    public RemoteWriteEndpoint(RemoteWriteOptions options, RemoteWriteMetrics metrics, SendBufferFactory buffers, TimeProvider time, ILogger logger)
    {
        (Metrics, _client, _time) = (metrics, HttpClients.Create(options.Http, time), time);
        _state = new EndpointState(options, new Receiver(_client, options, time), metrics, time, logger);
        foreach (var family in SentTarget.OwnFamilies) _state.Families.Add(family);
        var opened = new List<ISendBuffer>();
        try
        {
            for (var shard = 0; shard < options.Queue.Shards; shard++) opened.Add(buffers(options, shard, _state));
        }
        catch
        {
            foreach (var buffer in opened) buffer.Dispose(); // or its clock would go on in a folder that the next reload opens again
            _state.Dispose();
            _client.Dispose();
            throw;
        }

        _shards = [.. opened.Select(buffer => new Shard(_state, buffer, time, logger))];
    }

    public RemoteWriteOptions Options => _state.Options;

    public RemoteWriteMetrics Metrics { get; }

    /// <summary>What the shards know together.</summary>
    public EndpointState State => _state;

    /// <summary>What waits to be sent.</summary>
    public BufferLevel Level
    {
        get
        {
            var all = default(BufferLevel);
            foreach (var shard in _shards)
            {
                var level = shard.Level;
                all = new BufferLevel(all.Requests + level.Requests, all.Samples + level.Samples, all.Bytes + level.Bytes);
            }

            return all;
        }
    }

    public void Start()
    {
        foreach (var shard in _shards) shard.Start();
        _telling = Task.Run(() => new MetadataSender(_state, _time).RunAsync(_stopping.Token));
    }

    /// <summary>Puts other settings in force. What the queue is made of stays as it is (<see cref="EndpointChange"/>), and so does the connection unless it is to be made in another way.</summary>
    public void Change(RemoteWriteOptions next)
    {
        if (!Options.Http.Equals(next.Http))
        {
            _replaced.Add(_client);
            _client = HttpClients.Create(next.Http, _time);
        }

        _state.Change(next, new Receiver(_client, next, _time));
        foreach (var shard in _shards) shard.Change(next);
    }

    /// <summary>A lane's thread.</summary>
    public void Offer(in ShardItem item) => _shards[ShardOf(item.Series!.Target.Instance, _shards.Length)].Offer(item);

    /// <summary>Sends as much as it can until the flush deadline. What is on disk stays there for the next run: then nobody waits for the receiver.</summary>
    public async Task StopAsync()
    {
        var deadline = Options.Buffer is null ? Task.Delay(Options.Queue.FlushDeadline, _time) : Task.CompletedTask;
        await _stopping.CancelAsync();
        await _telling;
        await Task.WhenAll(_shards.Select(shard => shard.StopAsync(deadline)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in _shards) await shard.DisposeAsync();
        _stopping.Dispose();
        _state.Dispose();
        foreach (var client in _replaced) client.Dispose();
        _client.Dispose();
    }

    /// <summary>FNV-1a of the instance: the same in every process, so that what is on disk stays with its shard.</summary>
    internal static int ShardOf(string instance, int shards)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in instance) hash = (hash ^ letter) * 1099511628211UL;
        return (int)(((hash >> 32) * (ulong)shards) >> 32);
    }
}
