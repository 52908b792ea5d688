using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using Collector.Benchmarks.Gate;

namespace Collector.Benchmarks.Pipeline;

/// <summary>
/// What handing something to another thread costs an item: one by one, and in batches of 64 from a pool. It is why channels carry whole polls
/// and lists of changes here, and never varbinds.
/// </summary>
[MemoryDiagnoser]
public class ChannelBenchmark
{
    private const int BatchSize = 64;
    private const int Batches = 1000;

    private readonly Channel<Action> _mailbox = Channel.CreateBounded<Action>(new BoundedChannelOptions(64) { SingleReader = true });
    private readonly Action _work = static () => { };

    /// <summary>Post and take a lane's message, on one thread: the channel itself, without waking anybody.</summary>
    [Benchmark]
    [AllocationLimit]
    public void A_message_to_a_lane()
    {
        _mailbox.Writer.TryWrite(_work);
        if (_mailbox.Reader.TryRead(out var work)) work();
    }

    [Benchmark(OperationsPerInvoke = Batches * BatchSize)]
    public async Task<long> Item_by_item()
    {
        var channel = Channel.CreateBounded<Item>(new BoundedChannelOptions(64) { SingleReader = true, SingleWriter = true });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Batches * BatchSize; i++) await channel.Writer.WriteAsync(new Item(i, i, i));
            channel.Writer.Complete();
        });
        var sum = 0L;
        await foreach (var item in channel.Reader.ReadAllAsync()) sum += item.Value;
        await writing;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Batches * BatchSize)]
    public async Task<long> In_batches_of_64()
    {
        var channel = Channel.CreateBounded<Item[]>(new BoundedChannelOptions(8) { SingleReader = true, SingleWriter = true });
        var spare = Channel.CreateBounded<Item[]>(new BoundedChannelOptions(16) { SingleReader = true, SingleWriter = true });
        for (var i = 0; i < 12; i++) spare.Writer.TryWrite(new Item[BatchSize]);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Batches; i++)
            {
                var batch = await spare.Reader.ReadAsync();
                for (var item = 0; item < BatchSize; item++) batch[item] = new Item(i, item, item);
                await channel.Writer.WriteAsync(batch);
            }

            channel.Writer.Complete();
        });
        var sum = 0L;
        await foreach (var batch in channel.Reader.ReadAllAsync())
        {
            foreach (var item in batch) sum += item.Value;
            spare.Writer.TryWrite(batch);
        }

        await writing;
        return sum;
    }

    /// <summary>As large as a sample with its place.</summary>
    private readonly record struct Item(long Value, long Row, long Column);
}
