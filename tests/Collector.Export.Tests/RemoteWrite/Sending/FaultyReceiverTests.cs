using Collector.Export.RemoteWrite;
using Collector.Export.RemoteWrite.Sending;
using Collector.Testing.RemoteWrite;

namespace Collector.Export.Tests.RemoteWrite.Sending;

/// <summary>A receiver that fails in every way that receivers fail, over real sockets: what arrives, and which metric says what happened.</summary>
public sealed class FaultyReceiverTests
{
    [Fact]
    public async Task A_failure_after_it_took_the_request_is_sent_again()
    {
        var failures = 2;
        await using var fixture = await SocketFixture.StartAsync(_ => failures-- > 0 ? WriteAnswer.Status(500, "disk is slow") : WriteAnswer.Accept);
        fixture.Add("a", "b");
        fixture.Add("c");
        await fixture.SendAllAsync();
        Assert.Equal(["a", "b", "a", "b", "a", "b", "c"], fixture.Received);
        Assert.Equal((2, 2, 3), (fixture.Metrics.Requests(SendOutcome.ServerError), fixture.Metrics.Requests(SendOutcome.Accepted), fixture.Metrics.SamplesSent));
        Assert.Equal(4, fixture.Metrics.SamplesRetried);
        Assert.Contains(fixture.Log.Entries, entry => entry.Contains("disk is slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_hangs_has_its_time_and_gets_it_again()
    {
        var hangs = 1;
        await using var fixture = await SocketFixture.StartAsync(_ => hangs-- > 0 ? WriteAnswer.Hang : WriteAnswer.Accept, timeout: TimeSpan.FromMilliseconds(500));
        fixture.Add("a");
        await fixture.SendAllAsync();
        Assert.True(fixture.Metrics.Requests(SendOutcome.TimedOut) >= 1);
        Assert.Equal((1, 0), (fixture.Metrics.SamplesSent, fixture.Metrics.SamplesFailed));
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_the_body_loses_nothing()
    {
        await using var fixture = await SocketFixture.StartAsync(_ => WriteAnswer.Accept);
        string[] names = [.. Enumerable.Range(0, 2000).Select(number => $"series_{Guid.NewGuid():N}_{number}")]; // long, and not to be compressed
        fixture.Receiver.BodiesToCut = 2;
        fixture.Add(names);
        fixture.Add("later");
        await fixture.SendAllAsync();
        Assert.Equal(names.Append("later"), fixture.Received);
        Assert.Equal((2, 2001), (fixture.Metrics.Requests(SendOutcome.Unreachable), fixture.Metrics.SamplesSent));
    }

    [Fact]
    public async Task A_connection_that_is_cut_before_the_answer_is_no_answer()
    {
        var cuts = 1;
        await using var fixture = await SocketFixture.StartAsync(_ => cuts-- > 0 ? WriteAnswer.Reset : WriteAnswer.Accept);
        fixture.Add("a");
        await fixture.SendAllAsync();
        Assert.Equal(["a", "a"], fixture.Received);
        Assert.Equal((1, 1), (fixture.Metrics.Requests(SendOutcome.Unreachable), fixture.Metrics.SamplesSent));
    }

    [Fact]
    public async Task A_pause_that_is_asked_for_is_counted_and_nothing_is_lost()
    {
        var pauses = 1;
        await using var fixture = await SocketFixture.StartAsync(_ => pauses-- > 0 ? WriteAnswer.Status(429, "slowly", ("Retry-After", "1")) : WriteAnswer.Accept);
        fixture.Add("a");
        await fixture.SendAllAsync();
        Assert.Equal((1, 1), (fixture.Metrics.Requests(SendOutcome.Throttled), fixture.Metrics.SamplesSent));
    }

    [Fact]
    public async Task While_one_takes_its_time_requests_wait_on_disk_and_leave_in_order()
    {
        var (came, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        await using var fixture = await SocketFixture.StartAsync(_ =>
        {
            came.TrySetResult();
            return WriteAnswer.After(gate.Task, WriteAnswer.Accept);
        });
        var sending = fixture.StartSending();
        fixture.Add("s0");
        await came.Task;
        for (var number = 1; number < 50; number++) fixture.Add($"s{number}");
        Assert.Equal((50L, 0L), (fixture.Buffer.Level.Requests, fixture.Metrics.SamplesSent));
        gate.SetResult();
        fixture.Buffer.Complete();
        await sending;
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"s{number}"), fixture.Received);
        Assert.Equal(0, fixture.Buffer.Level.Requests);
    }

    [Fact]
    public async Task Two_zero_that_is_not_proven_is_sent_again_as_one_zero()
    {
        await using var fixture = await SocketFixture.StartAsync(_ => WriteAnswer.Accept, RemoteWriteMessage.V2);
        fixture.Add("a");
        fixture.Add("b");
        await fixture.SendAllAsync();
        Assert.Equal(["2.0.0", "0.1.0", "0.1.0"], fixture.Receiver.Requests.Select(request => request.Headers["X-Prometheus-Remote-Write-Version"]));
        Assert.Equal((1, 2, 2), (fixture.Metrics.Requests(SendOutcome.Unsupported), fixture.Metrics.Requests(SendOutcome.Accepted), fixture.Metrics.SamplesSent));
    }

    [Fact]
    public async Task One_series_that_is_refused_costs_its_request_and_is_told_once()
    {
        await using var fixture = await SocketFixture.StartAsync(request => IsPoisoned(request) ? WriteAnswer.Status(400, "out of order sample") : WriteAnswer.Accept);
        fixture.Add("good", "poison");
        fixture.Add("poison");
        fixture.Add("later");
        await fixture.SendAllAsync();
        Assert.Equal((2, 1), (fixture.Metrics.Requests(SendOutcome.Rejected), fixture.Metrics.Requests(SendOutcome.Accepted)));
        Assert.Equal((3, 1), (fixture.Metrics.SamplesFailed, fixture.Metrics.SamplesSent));
        Assert.Contains("out of order sample", Assert.Single(fixture.Log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_series_that_makes_it_fail_is_found_and_all_others_arrive()
    {
        await using var fixture = await SocketFixture.StartAsync(request => IsPoisoned(request) ? WriteAnswer.Status(500, "duplicate label") : WriteAnswer.Accept);
        fixture.Add([.. Enumerable.Range(0, 40).Select(number => $"s{number}"), "poison"]);
        fixture.Add("later");
        await fixture.SendAllAsync();
        Assert.Equal((1, 1, 41), (fixture.Metrics.Quarantine.Count, fixture.Metrics.SamplesDropped(SampleDrop.Quarantined), fixture.Metrics.SamplesSent));
    }

    private static bool IsPoisoned(ReceivedWrite request) => RequestReading.Read(request.Body).Any(sample => sample.Series.StartsWith("poison{", StringComparison.Ordinal));
}
